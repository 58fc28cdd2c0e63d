package dev.todoku.intake.stalwart;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Stalwart's events and its log. */
public final class StalwartLog implements LogFormat {
  private static final Pattern LINE =
      Pattern.compile(
          "^\\S+ (?:TRACE|DEBUG|INFO|WARN|ERROR) .{1,200}? \\([a-z-]+\\.[a-z-]+\\)(?: |$)");

  private static final Pattern EVENT =
      Pattern.compile("\"type\"\\s*:\\s*\"(?:queue|delivery|smtp|auth|server|message-ingest)\\.");

  @Override
  public String name() {
    return "stalwart";
  }

  @Override
  public boolean looksLike(String line) {
    boolean isJson = line.startsWith("{") || line.startsWith("[");
    return isJson ? EVENT.matcher(line).find() : LINE.matcher(line).find();
  }

  @Override
  public boolean isNamedOnArrival() {
    return true;
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new StalwartParser(zone);
  }
}
