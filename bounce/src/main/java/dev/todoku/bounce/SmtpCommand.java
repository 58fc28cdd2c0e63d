package dev.todoku.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The step of an SMTP dialogue (RFC 5321 section 4.1.1) that a reply answers. */
enum SmtpCommand {
  CONNECT,
  HELO,
  MAIL,
  RCPT,
  /** The command and the message that follows it. */
  DATA;

  /**
   * The command that {@code text} names in any usual way: {@code RCPT TO command}, {@code end of
   * DATA}, {@code EHLO}. Null when it names none.
   */
  static @Nullable SmtpCommand of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.contains("RCPT")) {
      return RCPT;
    }
    if (upper.contains("DATA") || upper.contains("BDAT") || upper.contains("MESSAGE")) {
      return DATA;
    }
    if (upper.contains("MAIL")) {
      return MAIL;
    }
    if (upper.contains("HELO") || upper.contains("EHLO") || upper.contains("LHLO")) {
      return HELO;
    }
    return upper.contains("CONN") || upper.contains("GREETING") ? CONNECT : null;
  }
}
