package dev.todoku.intake.log;

import java.util.Optional;

/** Reads the lines of one log. Where lines need a header line, it remembers the latest. */
public interface LineParser {

  /**
   * Reads a line.
   *
   * @param index number of the line in its file, from 0
   * @param reference a time near that of the line, milliseconds since 1970: a date without a year
   *     gets its year by it
   */
  LineResult parse(String line, int index, long reference);

  /** The header line that is in force; empty where the format has none, or none came yet. */
  default Optional<String> header() {
    return Optional.empty();
  }
}
