package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a target is sent.
 *
 * @param kind why
 * @param alert the incident as it is now
 * @param previous what the target took last of this incident, null for nothing
 * @param at when, wall clock: an incident of which nothing new was published goes on all the same
 */
public record Notification(
    NotificationKind kind, Alert alert, @Nullable Delivered previous, Instant at) {

  /** 1 for the first reminder of a revision, 0 for what is none. */
  int reminder() {
    if (kind != NotificationKind.REMINDER) {
      return 0;
    }
    return previous == null ? 1 : previous.reminders() + 1;
  }

  /** The same for the same notification, however often it is tried. */
  String id() {
    String name = alert.incidentId() + ' ' + alert.revision() + ' ' + kind + ' ' + reminder();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  boolean isOver() {
    return !alert.state().isOpen();
  }
}
