package dev.todoku.watermark;

import java.time.Duration;

/**
 * How long inputs without marks are waited for.
 *
 * @param allowance how far writers of one input may be out of step, event time
 * @param patience how long an input must have been silent in a replay to be left out, wall time
 */
public record Lateness(Duration allowance, Duration patience) {
  /** Five seconds, and half a minute. */
  public static final Lateness DEFAULT =
      new Lateness(Duration.ofSeconds(5), Duration.ofSeconds(30));
}
