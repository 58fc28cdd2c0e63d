package dev.todoku.intake.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Whether a signed timestamp is recent. */
final class ReplayWindow {
  private ReplayWindow() {}

  /** {@code seconds}: since 1970, as text. */
  static boolean contains(String seconds, Instant now, Duration past, Duration ahead) {
    try {
      Instant time = Instant.ofEpochSecond(Long.parseLong(seconds.strip()));
      return !time.isBefore(now.minus(past)) && !time.isAfter(now.plus(ahead));
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }
}
