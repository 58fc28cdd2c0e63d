package dev.todoku.detect;

import org.jspecify.annotations.Nullable;

/**
 * An alarm that stands, and what it is compared with.
 *
 * @param watch must be alarmed
 */
record Alarm(ChannelMonitor watch, ComparisonContext around) {
  /** This share of the failures in one campaign makes it the campaign's matter. */
  static final double ONE_CAMPAIGN = .9;

  /** Where other mail is known to be normal, this share is enough. */
  private static final double MOST_OF_IT = .6;

  /** Standard deviations of a count that are no chance. */
  private static final double CHANCE = 2;

  /** How long a comparison is waited for where none may come. */
  static final long PATIENCE_MS = 10 * 60_000;

  /** How long it is waited for where mail to compare with is known to come, however slowly. */
  static final long LONG_PATIENCE_MS = 60 * 60_000;

  AlarmChange standing() {
    return watch.detector().standing();
  }

  double baseline() {
    return standing().baseline();
  }

  AlarmEvidence seen() {
    return watch.alarmEvidence();
  }

  /** All mail of the stream since the onset. */
  Share own() {
    return seen().members().total();
  }

  /** What the provider's other streams show since the onset. */
  Share siblings() {
    return othersSince(standing().onset());
  }

  /** What they show since {@code time}; before the onset, the stream's own mail is among it. */
  private Share othersSince(long time) {
    return around.recent().since(watch.channel(), time, around.time()).minus(own());
  }

  /**
   * Whether more mail than chance can explain came lately from other streams, so that more of it
   * may come: its own before the onset is taken to have come as it has since.
   */
  boolean mayOthersCome(long latelyMs) {
    long now = around.time();
    long onset = standing().onset();
    Share lately = othersSince(now - latelyMs);
    double before = (double) Math.max(0, onset - (now - latelyMs)) / Math.max(1, now - onset);
    double others = lately.trials() - own().trials() * before;
    return lately.isEnough() && others > CHANCE * Math.sqrt((double) lately.trials());
  }

  /** Whether it is too early to give up waiting. */
  boolean waits(long patience) {
    return around.time() - watch.detector().raisedAt() < patience;
  }

  /** The campaign that the failures come from, null when there is no such one. */
  @Nullable String singleCampaign() {
    Shares batches = seen().batches();
    String dominant = batches.dominant();
    if (dominant == null || Batch.isOfSingleMails(dominant)) {
      return null;
    }
    Share of = batches.of(dominant);
    double part = (double) of.failures() / batches.total().failures();
    boolean areOthersNormal = batches.total().minus(of).isNormal(baseline(), of.rate() / 2);
    return part >= ONE_CAMPAIGN || (part >= MOST_OF_IT && areOthersNormal) ? dominant : null;
  }
}
