package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a target is due a notification, from what it took last and what holds now. So a
 * target that was away is sent how things stand, not all that it missed, and nothing is sent twice.
 *
 * <p>What happened is a matter of event time. The wall clock decides only when people are
 * disturbed: quiet hours, and how long ago they were notified.
 *
 * @param minimum severity from which an incident is reported; one that was reported is followed to
 *     its end
 * @param quiet when ADVICE waits, null for never
 * @param remind after how long an incident that nobody acknowledged is reported again, zero for
 *     never
 * @param resend after how long an open incident is repeated to a program that expects it, zero for
 *     never
 */
public record TargetPolicy(
    Severity minimum, @Nullable QuietHours quiet, Duration remind, Duration resend) {

  /** Reports everything at once, and once. */
  public static final TargetPolicy EVERYTHING =
      new TargetPolicy(Severity.ADVICE, null, Duration.ZERO, Duration.ZERO);

  /**
   * What is known when a target is looked at.
   *
   * @param isRouted whether a route leads from the incident to the target
   * @param isMuted whether nobody wants to be notified of it now, except of its end
   * @param isExpected whether it falls into planned maintenance: the same, and its end is of no
   *     interest to who was not notified of it
   * @param since when the target was used first: what ended before is not reported
   * @param now wall clock
   */
  record Situation(
      boolean isRouted,
      boolean isAcknowledged,
      boolean isMuted,
      boolean isExpected,
      Instant since,
      Instant now) {

    private boolean isQuiet() {
      return isMuted || isExpected;
    }
  }

  /**
   * What the target is due.
   *
   * @param last what it took last of this incident, null for nothing
   */
  Optional<NotificationKind> due(Alert alert, @Nullable Delivered last, Situation situation) {
    boolean isWanted = situation.isRouted() && alert.severity().compareTo(minimum) >= 0;
    if (alert.severity() == Severity.ADVICE && quiet != null && quiet.contains(situation.now())) {
      return Optional.empty();
    }
    if (!alert.state().isOpen()) {
      return end(alert, last, isWanted, situation);
    }
    if (last == null || !last.isOpen()) {
      return optional(isWanted && !situation.isQuiet(), NotificationKind.OPENED);
    }
    if (situation.isQuiet()) {
      return Optional.empty();
    }
    if (last.differsFrom(alert)) {
      return Optional.of(NotificationKind.UPDATED);
    }
    Duration ago = Duration.between(Instant.ofEpochMilli(last.sentAt()), situation.now());
    boolean isForgotten =
        !remind.isZero() && !situation.isAcknowledged() && ago.compareTo(remind) >= 0;
    return optional(isForgotten, NotificationKind.REMINDER);
  }

  /** A short incident that the target did not learn of is reported once, with its end. */
  private static Optional<NotificationKind> end(
      Alert alert, @Nullable Delivered last, boolean isWanted, Situation situation) {
    boolean isWithdrawn = alert.state() == Alert.State.WITHDRAWN;
    NotificationKind kind = isWithdrawn ? NotificationKind.WITHDRAWN : NotificationKind.ENDED;
    if (last == null) {
      boolean isNews = alert.time() >= situation.since().toEpochMilli() && !situation.isExpected();
      return optional(isWanted && isNews && !isWithdrawn, kind);
    }
    return optional(last.isOpen() || (isWithdrawn && last.state() != alert.state()), kind);
  }

  private static Optional<NotificationKind> optional(boolean isDue, NotificationKind kind) {
    return isDue ? Optional.of(kind) : Optional.empty();
  }
}
