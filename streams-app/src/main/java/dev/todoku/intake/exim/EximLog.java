package dev.todoku.intake.exim;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Exim's main log. */
public final class EximLog implements LogFormat {
  /** An id and a flag behind whatever stands before them. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:^|["
              + " \"])[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})"
              + " (?:<=|=>|->|>>|==|\\*\\*|\\*>|Completed)(?= |$|\")");

  @Override
  public String name() {
    return "exim";
  }

  @Override
  public boolean looksLike(String line) {
    return SHAPE.matcher(line).find();
  }

  @Override
  public boolean isNamedOnArrival() {
    return true;
  }

  @Override
  public boolean isArrivalFinal() {
    return false;
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new EximParser(zone);
  }
}
