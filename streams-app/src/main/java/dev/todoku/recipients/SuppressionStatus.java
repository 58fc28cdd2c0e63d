package dev.todoku.recipients;

import dev.todoku.schema.RecipientHealth;
import java.util.List;

/**
 * What a recipient's state comes to.
 *
 * @param deadCount messages refused as dead since the last acceptance or reset
 * @param softCount messages given up for other faults of the recipient since then
 * @param suppressed whether the sender should stop sending
 * @param lastAcceptedAt last acceptance that still stands, 0 when there is none
 * @param proven whether that acceptance is proof of life still
 * @param because the failures that count, oldest first
 */
record SuppressionStatus(
    int deadCount,
    int softCount,
    boolean suppressed,
    long lastAcceptedAt,
    boolean proven,
    List<RecipientHealth.Failure> because) {

  /** Whether nothing need be reported: a failure that turns out to be another one is news, too. */
  boolean countsLike(SuppressionStatus other) {
    return deadCount == other.deadCount
        && softCount == other.softCount
        && suppressed == other.suppressed
        && because.equals(other.because);
  }
}
