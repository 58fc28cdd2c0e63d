package dev.todoku.intake.halon;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;

/** Halon's post-delivery records. */
public final class HalonLog implements LogFormat {
  @Override
  public String name() {
    return "halon";
  }

  @Override
  public boolean looksLike(String line) {
    return line.indexOf('{') >= 0
        && line.contains("\"message\"")
        && line.contains("\"transaction\"")
        && line.contains("\"arguments\"");
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new HalonParser(zone);
  }
}
