package dev.todoku.bounce;

import dev.todoku.schema.MailEvent;
import java.util.List;

/** What came of reading a message that was sent to a bounce address. */
public sealed interface Reading {

  /** It reports these events, at least one. */
  record Report(List<MailEvent> events) implements Reading {
    public Report {
      events = List.copyOf(events);
    }
  }

  /** It reports no failure that Todoku counts; nothing is lost by leaving it. */
  record NotABounce(String why) implements Reading {}

  /** It may report a failure but cannot be read; it belongs where a person sees it. */
  record NotUnderstood(String why) implements Reading {}
}
