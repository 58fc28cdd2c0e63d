package dev.todoku.intake.stalwart;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the log file: {@code 2026-11-20T01:00:04Z INFO Message delivered (delivery.delivered)
 * queueId = 271, to = "a@example.jp"}.
 */
final class StalwartLineParser implements LineParser {
  private static final String PROGRAM = "stalwart";
  private static final Pattern LINE =
      Pattern.compile("^(\\S+) [A-Z]+ .{1,200}? \\(([a-z-]+\\.[a-z-]+)\\) ?(.*)$");

  private final Times times;

  StalwartLineParser(ZoneId zone) {
    times = new Times(new LogClock(zone));
  }

  @Override
  public LineResult parse(String line, int index, long reference) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return new LineResult.Unreadable("no line of Stalwart's log");
    }
    long time = times.of(matcher.group(1));
    StalwartLineFields fields = StalwartLineFields.of(matcher.group(3));
    LogEntry entry =
        new StalwartEvent(matcher.group(2), null, time, fields.recipients(), fields.values())
            .entry(index);
    return entry == null
        ? new LineResult.Ignored(time, PROGRAM)
        : new LineResult.Read(time, null, PROGRAM, List.of(entry));
  }
}
