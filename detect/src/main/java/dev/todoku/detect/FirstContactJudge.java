package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether first contacts that do not exist are those of a list or of a form that bots fill,
 * where no campaign has a name. A list is sent in one go and has living recipients among the dead;
 * bots come one by one, and hardly an address of theirs exists.
 */
public final class FirstContactJudge {
  /** The finding that speaks against either where both are possible. */
  public static final String LIST_OR_FORM = "list-or-form";

  private static final double MINUTE_MS = 60_000;
  private static final double MINUTES_AN_HOUR = 60;

  /** First contacts of a minute that a list and a form are equally likely to bring. */
  private static final double AS_LIKELY_A_MINUTE = 2;

  /** The share of unknown recipients that is as likely of a list as of a form. */
  private static final double AS_LIKELY_UNKNOWN = .45;

  /** What a share of unknown recipients weighs: ten of a hundred more are odds of 1.6 to one. */
  private static final double WEIGHT_OF_UNKNOWN = 5;

  /** Two to one, the logarithm: less than this leaves it open. */
  private static final double DECIDES = .7;

  /** So many recipients make it more than the mail to a few that waits in the queue. */
  private static final int RECIPIENTS = 4;

  /** Of so many failures each is still seen with its recipient. */
  private static final int FEW = 16;

  private FirstContactJudge() {}

  /**
   * Rules on an alarm of unknown first contacts that stands.
   *
   * @param batch what the stream is limited to, {@link Batch#NONE} where that has no name
   * @param time event time now, in milliseconds
   * @return a list or a form, whichever is likelier; the finding {@link #LIST_OR_FORM} speaks
   *     against it where the other is possible as well; none where few recipients are unknown
   */
  public static Diagnosis rule(ChannelMonitor monitor, String batch, long time) {
    AlarmChange standing = monitor.detector().standing();
    if (isOfFew(monitor.alarmEvidence().recipients(), standing.failures())) {
      return Diagnosis.NONE;
    }
    double perMinute = standing.attempts() / minutes(monitor, standing, time);
    double unknown = (double) standing.failures() / Math.max(1, standing.attempts());
    double odds = oddsOnList(perMinute, unknown);
    boolean isList = odds > 0;
    boolean isOpen = Math.abs(odds) < DECIDES;
    List<Indication> findings = new ArrayList<>();
    if (!batch.equals(Batch.NONE)) {
      findings.add(Indication.of("mail-stream", true, Batch.name(batch)));
    }
    findings.add(Indication.of("first-contacts", true, null));
    String perHour = Long.toString(StrictMath.round(MINUTES_AN_HOUR * perMinute));
    findings.add(Indication.of(isList ? "sent-at-once" : "one-by-one", true, perHour));
    if (isOpen) {
      findings.add(Indication.of(LIST_OR_FORM, false, null));
    }
    findings.add(AtProviders.of(monitor.failingMembers(), true));
    return new Diagnosis(
        isList ? Cause.LIST_QUALITY : Cause.FORM_ABUSE,
        isOpen ? Confidence.LOW : Confidence.MEDIUM,
        List.copyOf(findings));
  }

  private static boolean isOfFew(int recipients, long failures) {
    return recipients < RECIPIENTS || (failures <= FEW && recipients < failures / 2);
  }

  /** Logarithm of the odds on a list. */
  static double oddsOnList(double perMinute, double unknown) {
    return StrictMath.log(perMinute / AS_LIKELY_A_MINUTE)
        + WEIGHT_OF_UNKNOWN * (AS_LIKELY_UNKNOWN - unknown);
  }

  /** Minutes from the onset to the latest failure that is known. */
  private static double minutes(ChannelMonitor monitor, AlarmChange standing, long time) {
    List<Evidence.Sample> samples = monitor.alarmEvidence().samples();
    long last = samples.isEmpty() ? time : samples.get(samples.size() - 1).time();
    return Math.max(1, (last - standing.onset()) / MINUTE_MS);
  }
}
