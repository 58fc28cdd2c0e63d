package dev.todoku.intake.haraka;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Haraka's records. */
public final class HarakaLog implements LogFormat {
  private static final Pattern LINE =
      Pattern.compile("\\[[A-Z]+] \\[(?:-|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}[0-9.]*)] \\[[a-z_.]+] ");

  @Override
  public String name() {
    return "haraka";
  }

  @Override
  public boolean looksLike(String line) {
    boolean isRecord =
        line.indexOf('{') >= 0 && line.contains("\"hook\"") && line.contains("\"uuid\"");
    return isRecord || LINE.matcher(line).find();
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new HarakaParser(zone);
  }
}
