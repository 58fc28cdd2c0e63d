package dev.todoku.notify;

import java.time.Instant;

/** What people said about incidents. Safe for use by several threads. */
public interface Acknowledgements {
  /** Nobody acknowledges anything. */
  Acknowledgements NONE =
      new Acknowledgements() {
        @Override
        public boolean isAcknowledged(String incidentId) {
          return false;
        }

        @Override
        public boolean isMuted(String incidentId, Instant now) {
          return false;
        }
      };

  /** Whether somebody works on it: no reminders. */
  boolean isAcknowledged(String incidentId);

  /** Whether nobody wants to be notified of it now, except of its end. */
  boolean isMuted(String incidentId, Instant now);
}
