package dev.todoku.intake.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP command that a reply answered, as the rules name it: the same words mean other things
 * after {@code RCPT TO} than after the end of the data.
 */
public final class SmtpCommands {
  private SmtpCommands() {}

  /**
   * The command in a server's words: {@code RCPT TO:<a@b.example>}, {@code pipelined end of data},
   * {@code EOD}, {@code .}; null for others and for none.
   */
  public static @Nullable String of(@Nullable String words) {
    if (words == null) {
      return null;
    }
    String upper = words.toUpperCase(Locale.ROOT);
    if (upper.contains("RCPT")) {
      return "RCPT TO";
    }
    if (upper.contains("MAIL")) {
      return "MAIL FROM";
    }
    if (upper.equals(".") || upper.equals("EOD") || upper.contains("END OF DATA")) {
      return "end of DATA";
    }
    return upper.contains("DATA") ? "DATA" : null;
  }
}
