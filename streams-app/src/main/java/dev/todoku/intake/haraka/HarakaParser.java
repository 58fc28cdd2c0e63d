package dev.todoku.intake.haraka;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import java.time.ZoneId;

/** A line is a record of the plugin, or one of Haraka's log. */
final class HarakaParser implements LineParser {
  private final HarakaHookParser hooks;
  private final HarakaLineParser lines;

  HarakaParser(ZoneId zone) {
    hooks = new HarakaHookParser(zone);
    lines = new HarakaLineParser(zone);
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    boolean isRecord = line.contains("\"hook\"") || line.startsWith("{");
    return isRecord ? hooks.parse(line, index, reference) : lines.parse(line, index, reference);
  }
}
