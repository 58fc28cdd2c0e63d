package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which trouble is expected: nobody is notified of it, though it is recorded as ever.
 * What goes on when the time is over is reported then; what ended before is not.
 *
 * @param filter the incidents that are expected
 * @param from first moment, null where it is planned for every day
 * @param until first moment after it, null where it is planned for every day
 * @param daily hours of every day, null where it is planned once
 */
public record PlannedMaintenance(
    AlertFilter filter,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable QuietHours daily) {

  /**
   * Whether an incident is expected: one that goes on by the wall clock, one that is over by when
   * it was detected.
   *
   * @param now wall clock
   */
  boolean covers(Alert alert, Instant now) {
    return filter.matches(alert) && contains(alert.state().isOpen() ? now : detection(alert));
  }

  private boolean contains(Instant time) {
    return daily == null ? !time.isBefore(from) && time.isBefore(until) : daily.contains(time);
  }

  private static Instant detection(Alert alert) {
    return Instant.ofEpochMilli(alert.detectedAt() == 0 ? alert.onset() : alert.detectedAt());
  }
}
