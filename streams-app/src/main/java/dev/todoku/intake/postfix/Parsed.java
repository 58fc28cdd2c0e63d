package dev.todoku.intake.postfix;

import dev.todoku.schema.Rejection;

/** What one log line says. */
public sealed interface Parsed
    permits QueueLine, Parsed.RejectLine, Parsed.Ignored, Parsed.Unreadable {

  /** A mail was refused before it was a message. */
  record RejectLine(Rejection rejection) implements Parsed {}

  /**
   * A log line that says nothing of a message's fate: connections, warnings, statistics, other
   * programs, hand-overs within the house.
   *
   * @param time when it was logged; for an empty line the time of the record that brought it
   * @param program who logged it, {@link #NO_PROGRAM} when the line does not say
   */
  record Ignored(long time, String program) implements Parsed {
    /** Stands for the program of a line that names none. */
    public static final String NO_PROGRAM = "";
  }

  /**
   * What is no log line, or one that was cut or damaged.
   *
   * @param reason why, in one line
   */
  record Unreadable(String reason) implements Parsed {}
}
