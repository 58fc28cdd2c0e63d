package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;

/** Decides what an alarm at a filter or relay of the sending side means. */
public final class HopJudge {
  /** A filter is there to refuse single mails. */
  private static final int RECIPIENTS = 4;

  private static final String UNRESOLVED = "Name service error";
  private static final String NOT_FOUND = "Host or domain name not found";

  private HopJudge() {}

  /**
   * Rules on an alarm that stands in the stream of all mail to a hop.
   *
   * @param isFilter whether it is a filter; else a relay
   */
  public static Diagnosis rule(ChannelMonitor monitor, boolean isFilter) {
    AlarmEvidence seen = monitor.alarmEvidence();
    long failures = monitor.detector().standing().failures();
    if (monitor.channel() == FailureType.REFUSALS) {
      return seen.recipients() < RECIPIENTS
          ? Diagnosis.NONE
          : new Indications()
              .supports("recipients", seen.recipients())
              .ruling(isFilter ? Cause.FILTER_REFUSES : Cause.RELAY_REFUSES, failures);
    }
    if (isFilter) {
      return new Indications().supports("hop-failures", null).ruling(Cause.FILTER_DOWN, failures);
    }
    long unresolved = seen.samples().stream().filter(HopJudge::isUnresolved).count();
    boolean isUnresolvable = 2 * unresolved > seen.samples().size();
    return isUnresolvable
        ? new Indications().supports("hop-name", null).ruling(Cause.RELAY_UNRESOLVABLE, failures)
        : new Indications().supports("hop-failures", null).ruling(Cause.RELAY_DOWN, failures);
  }

  private static boolean isUnresolved(Evidence.Sample sample) {
    String text =
        sample.reply() == null || sample.reply().text() == null ? "" : sample.reply().text();
    return text.contains(UNRESOLVED) || text.contains(NOT_FOUND);
  }
}
