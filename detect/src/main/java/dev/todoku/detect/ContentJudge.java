package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a refusal of what some mail of a From domain contains from a block of the domain,
 * where no campaign has a name: by the words of the replies, and by the domain's mail that passes
 * at the same time.
 */
final class ContentJudge {
  /** The finding that the replies speak of content; against a block of the domain. */
  static final String CONTENT_NAMED = "content-named";

  /** The finding that some of the domain's mail passes; against a block of the domain. */
  static final String SOME_MAIL_PASSES = "some-mail-passes";

  /** So much mail that passes is no accident of the onset, which is estimated. */
  private static final long SOME = 3;

  private static final double A_PART = .03;

  /** Without words for it, so much has to pass before the domain is doubted. */
  private static final long MANY = 10;

  private static final double LARGE_PART = .2;

  private ContentJudge() {}

  /** Null for a block. */
  static @Nullable Diagnosis rule(Alarm alarm) {
    return isContent(alarm.watch()) && !alarm.around().isOfIp()
        ? new Indications()
            .supports(CONTENT_NAMED, null)
            .supports(SOME_MAIL_PASSES, Indications.percent(1 - alarm.own().rate()))
            .ruling(Cause.CONTENT_BLOCK, alarm.standing().failures())
        : null;
  }

  /**
   * Whether the content of some mail of a From domain is refused: its words say so, and some
   * passes.
   */
  static boolean isContent(ChannelMonitor monitor) {
    return monitor.channel() == FailureType.REFUSALS
        && namesTheContent(monitor)
        && passes(monitor, SOME, A_PART);
  }

  /** What speaks against a block of a From domain. */
  static void describe(Alarm alarm, Indications findings) {
    if (namesTheContent(alarm.watch())) {
      findings.opposes(CONTENT_NAMED, null);
    } else if (passes(alarm.watch(), MANY, LARGE_PART)) {
      findings.opposes(SOME_MAIL_PASSES, Indications.percent(1 - alarm.own().rate()));
    }
  }

  static boolean namesTheContent(ChannelMonitor monitor) {
    return monitor.alarmEvidence().areMostRepliesAbout(ReplySubject.CONTENT);
  }

  private static boolean passes(ChannelMonitor monitor, long some, double part) {
    Share all = monitor.alarmEvidence().members().total();
    long passed = all.trials() - all.failures();
    return passed >= some && passed >= part * all.trials();
  }
}
