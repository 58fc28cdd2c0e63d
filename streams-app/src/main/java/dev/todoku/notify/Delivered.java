package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import java.time.Instant;

/**
 * The last notification of an incident that a target took.
 *
 * @param target name of the target
 * @param incidentId the incident
 * @param kind why it was sent
 * @param revision the revision that was sent
 * @param state as it was sent
 * @param severity as it was sent
 * @param cause as it was sent
 * @param scope as it was sent
 * @param reminders how many reminders were sent since the revision
 * @param sentAt when it was taken, wall clock, ms since the epoch
 */
public record Delivered(
    String target,
    String incidentId,
    NotificationKind kind,
    int revision,
    Alert.State state,
    Severity severity,
    Cause cause,
    Scope scope,
    int reminders,
    long sentAt) {

  static Delivered of(String target, Notification notification, Instant sentAt) {
    Alert alert = notification.alert();
    return new Delivered(
        target,
        alert.incidentId(),
        notification.kind(),
        alert.revision(),
        alert.state(),
        alert.severity(),
        alert.cause(),
        alert.scope(),
        notification.reminder(),
        sentAt.toEpochMilli());
  }

  boolean isOpen() {
    return state.isOpen();
  }

  /** Whether a person has to learn that {@code alert} is another than what was sent. */
  boolean differsFrom(Alert alert) {
    return severity != alert.severity() || cause != alert.cause() || !scope.equals(alert.scope());
  }
}
