package dev.todoku.cli.collect;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Input;
import dev.todoku.intake.LogFormats;
import dev.todoku.intake.postfix.PostfixPrograms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a file is of a mail server at all, or of a web server, of cron, of nobody we know. */
final class MailLines {
  /** A general syslog may hold a few mails among much else. */
  private static final int MOST_LINES = 300_000;

  private static final Pattern PROGRAM = Pattern.compile("([A-Za-z][\\w.-]*(?:/[\\w.-]+)+)\\[");

  private MailLines() {}

  /** Whether it has lines, and none of them is of a mail server that is known. */
  static boolean areMissing(Path file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Input.of(file, true).open(new ByteCounter()), StandardCharsets.ISO_8859_1))) {
      int read = 0;
      String line = lines.readLine();
      while (line != null && read < MOST_LINES) {
        if (isMail(line)) {
          return false;
        }
        read++;
        line = lines.readLine();
      }
      return read > 0;
    } catch (IOException e) {
      // It has just been rotated away, and whoever follows it says what is wrong with it.
      return false;
    }
  }

  private static boolean isMail(String line) {
    return line.contains("postfix") || isDaemon(line) || LogFormats.of(line).isPresent();
  }

  /** With another {@code syslog_name}. */
  private static boolean isDaemon(String line) {
    Matcher program = PROGRAM.matcher(line);
    return program.find() && PostfixPrograms.isPostfix(program.group(1));
  }
}
