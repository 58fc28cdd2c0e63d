package dev.todoku.intake.sendmail;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;

/** Sendmail's log. */
public final class SendmailLog implements LogFormat {
  private static final Set<String> PROGRAMS =
      Set.of(
          "sendmail", "sm-mta", "sm-msp-queue", "sm-que", "sm-mta-in", "sm-mta-out", "sendmail-in");

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\b(?:sendmail|sm-[a-z-]+)(?:\\[\\d+])?: (?:[0-9A-Za-z]{8,20}:"
              + " |ruleset=|STARTTLS|AUTH)");

  @Override
  public String name() {
    return "sendmail";
  }

  @Override
  public boolean looksLike(String line) {
    return SHAPE.matcher(line).find();
  }

  static boolean isOurs(String program) {
    return PROGRAMS.contains(program);
  }

  @Override
  public boolean isNamedOnArrival() {
    return true;
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new SendmailParser(zone);
  }
}
