package dev.todoku.intake.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one line of a log states. */
public sealed interface LineResult {

  /**
   * A line about messages.
   *
   * @param time when it was written, milliseconds since 1970; of several records the latest
   * @param host who wrote it, null when the line does not say
   * @param program which part of the server, for counting
   * @param entries nearly always one: a batch may have several records in a line
   */
  record Read(long time, @Nullable String host, String program, List<LogEntry> entries)
      implements LineResult {
    public Read {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A line that is known and concerns no message's fate: connections, statistics, headers, mail
   * that was refused before it had an id.
   *
   * @param time when it was written, 0 when it does not say
   */
  record Ignored(long time, String program) implements LineResult {}

  /**
   * A line that was cut or damaged, or is of no format that is known.
   *
   * @param reason what was expected where
   */
  record Unreadable(String reason) implements LineResult {}
}
