package dev.todoku.intake.postfix;

import dev.todoku.schema.MailEvent;
import java.util.List;

/**
 * A story after it was told on.
 *
 * @param next the story to keep
 * @param changed whether it differs from the one before, and has to be stored
 * @param events what is to be published, possibly nothing
 */
public record Told(Story next, boolean changed, List<MailEvent> events) {
  public Told {
    events = List.copyOf(events);
  }
}
