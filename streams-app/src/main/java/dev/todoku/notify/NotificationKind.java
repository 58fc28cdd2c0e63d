package dev.todoku.notify;

/** Why a target is notified of an incident. */
public enum NotificationKind {
  OPENED,
  /** Severity, scope or cause changed. */
  UPDATED,
  /** Nobody acknowledged it. */
  REMINDER,
  ENDED,
  WITHDRAWN
}
