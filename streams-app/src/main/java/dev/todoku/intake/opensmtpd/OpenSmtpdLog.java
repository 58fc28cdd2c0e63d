package dev.todoku.intake.opensmtpd;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** OpenSMTPD's log. */
public final class OpenSmtpdLog implements LogFormat {
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\b(?:open)?smtpd(?:\\[\\d+])?: [0-9a-f]{16} (?:smtp|mta|mda|bounce)"
              + " (?:event=)?[a-z-]+");

  @Override
  public String name() {
    return "opensmtpd";
  }

  @Override
  public boolean looksLike(String line) {
    return SHAPE.matcher(line).find();
  }

  /** Postfix's programs have its name before theirs: "postfix/smtpd". */
  static boolean isOurs(String program) {
    return program.equals("smtpd") || program.equals("opensmtpd");
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new OpenSmtpdParser(zone);
  }
}
