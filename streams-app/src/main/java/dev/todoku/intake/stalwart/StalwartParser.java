package dev.todoku.intake.stalwart;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import java.time.ZoneId;

/** A line is JSON, or of the log file. */
final class StalwartParser implements LineParser {
  private final StalwartEventParser events;
  private final StalwartLineParser lines;

  StalwartParser(ZoneId zone) {
    events = new StalwartEventParser(zone);
    lines = new StalwartLineParser(zone);
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    boolean isJson = line.startsWith("{") || line.startsWith("[");
    return isJson ? events.parse(line, index, reference) : lines.parse(line, index, reference);
  }
}
