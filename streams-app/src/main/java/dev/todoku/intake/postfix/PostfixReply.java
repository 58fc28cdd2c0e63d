package dev.todoku.intake.postfix;

import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * The text in parentheses behind a status, as a reply. Postfix puts its own words around what a
 * server said: {@code host mx.example[192.0.2.1] said: 550 5.1.1 … (in reply to RCPT TO command)}.
 */
final class PostfixReply {
  private static final String IN_REPLY_TO = " (in reply to ";
  private static final String COMMAND = " command";
  private static final String SAID = " said: ";
  private static final String REFUSED = " refused to talk to me: ";
  private static final int LONGEST_COMMAND = 64;

  /** What a server answers that refuses to talk at all. */
  private static final String CONNECT = "CONNECT";

  private PostfixReply() {}

  /**
   * Reads a text.
   *
   * @param dsn the status that Postfix gives, taken where the text has none; may be null
   */
  static SmtpReply read(String text, @Nullable String dsn) {
    String said = text;
    String command = null;
    int inReplyTo = text.lastIndexOf(IN_REPLY_TO);
    if (inReplyTo >= 0 && text.endsWith(")")) {
      command = command(text.substring(inReplyTo + IN_REPLY_TO.length(), text.length() - 1));
      said = text.substring(0, inReplyTo);
    }
    String words = remoteWords(said);
    boolean isGreeting = command == null && said.endsWith(REFUSED + words);
    return reply(words, dsn, isGreeting ? CONNECT : command);
  }

  /** A reply without words around it. */
  static SmtpReply reply(String said, @Nullable String dsn, @Nullable String command) {
    int code = code(said, 0);
    String status = status(said, code == 0 ? 0 : 4);
    if (status == null && dsn != null) {
      status = status(dsn, 0);
    }
    return new SmtpReply(code, status, said, command);
  }

  private static String remoteWords(String text) {
    if (code(text, 0) != 0) {
      return text;
    }
    int said = text.indexOf(SAID);
    if (said >= 0 && code(text, said + SAID.length()) != 0) {
      return text.substring(said + SAID.length());
    }
    int refused = text.indexOf(REFUSED);
    if (refused >= 0 && code(text, refused + REFUSED.length()) != 0) {
      return text.substring(refused + REFUSED.length());
    }
    return text;
  }

  private static @Nullable String command(String words) {
    String command =
        words.endsWith(COMMAND) ? words.substring(0, words.length() - COMMAND.length()) : words;
    return Field.orNull(command, LONGEST_COMMAND);
  }

  /** The reply code at {@code at} (RFC 5321 section 4.2), 0 when there is none. */
  private static int code(String text, int at) {
    int end = at + 3;
    if (text.length() < end || (text.length() > end && " -".indexOf(text.charAt(end)) < 0)) {
      return 0;
    }
    char first = text.charAt(at);
    if (first < '2' || first > '5' || !isDigit(text, at + 1) || !isDigit(text, at + 2)) {
      return 0;
    }
    return (first - '0') * 100 + (text.charAt(at + 1) - '0') * 10 + (text.charAt(at + 2) - '0');
  }

  /** The enhanced status at {@code from} (RFC 3463 section 2), null when there is none. */
  private static @Nullable String status(String text, int from) {
    int start = text.startsWith("#", from) ? from + 1 : from;
    if (start + 1 >= text.length() || "245".indexOf(text.charAt(start)) < 0) {
      return null;
    }
    int subject = afterNumber(text, start + 1);
    int detail = subject < 0 ? -1 : afterNumber(text, subject);
    return detail < 0 ? null : text.substring(start, detail);
  }

  /** Index after a point and one to three digits, -1 when they are not there. */
  private static int afterNumber(String text, int point) {
    if (point >= text.length() || text.charAt(point) != '.') {
      return -1;
    }
    int at = point + 1;
    while (isDigit(text, at)) {
      at++;
    }
    int digits = at - point - 1;
    return digits >= 1 && digits <= 3 ? at : -1;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
