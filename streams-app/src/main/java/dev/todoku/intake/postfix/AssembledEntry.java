package dev.todoku.intake.postfix;

import dev.todoku.schema.MailEvent;
import java.util.List;

/**
 * A queue entry after a line was added, and the events that follow from the line.
 *
 * @param next the entry to keep
 * @param changed whether it differs from the one before, and has to be stored
 * @param events what is to be published, possibly nothing
 * @param leftOut hand-overs that are no event: the message has no id, and the log of the server
 *     that took it, which gives it one, may be read elsewhere
 */
public record AssembledEntry(
    QueueEntry next, boolean changed, List<MailEvent> events, int leftOut) {
  public AssembledEntry {
    events = List.copyOf(events);
  }

  static AssembledEntry unchanged(QueueEntry entry) {
    return new AssembledEntry(entry, false, List.of(), 0);
  }
}
