package dev.todoku.intake.postfix;

import dev.todoku.schema.MailEvent;
import java.util.List;

/**
 * A story after it was told on.
 *
 * @param next the story to keep
 * @param changed whether it differs from the one before, and has to be stored
 * @param events what is to be published, possibly nothing
 * @param leftOut hand-overs that are no event: the message has no id, and the log of the server
 *     that took it, which gives it one, may be read elsewhere
 */
public record Told(Story next, boolean changed, List<MailEvent> events, int leftOut) {
  public Told {
    events = List.copyOf(events);
  }

  static Told unchanged(Story story) {
    return new Told(story, false, List.of(), 0);
  }
}
