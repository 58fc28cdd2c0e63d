package dev.todoku.streams;

/**
 * When a recipient is suppressed (case 17).
 *
 * @param dead messages refused as dead, usually 1
 * @param soft messages given up for other faults of the recipient, usually 3
 * @param byStream whether a complaint suppresses the mail stream of the message alone, where it has
 *     one, and who unsubscribes gets no more of it
 */
public record SuppressionThresholds(int dead, int soft, boolean byStream) {

  /** Of so many messages of a recipient is kept what became of them. */
  public static final int HIGHEST = 8;

  /** What most mail services do. */
  public static final SuppressionThresholds DEFAULT = new SuppressionThresholds(1, 3, false);

  public SuppressionThresholds {
    if (dead < 1 || soft < 1 || Math.max(dead, soft) > HIGHEST) {
      throw new IllegalArgumentException(
          "suppression thresholds must lie between 1 and " + HIGHEST);
    }
  }
}
