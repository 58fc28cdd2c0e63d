package dev.todoku.bounce;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** The parts of a reply's text. Each is found in one pass. */
final class ReplyText {
  private static final String NOTHING_SAID = ".0.0";

  /** Stands in words before those of the server itself. */
  private static final char OWN = '^';

  /** What may stand between an address and a word. */
  private static final String GLUE = ":<>()[]\"'=;,";

  /** Where a mail server begins to quote another. */
  private static final String[] QUOTES = {"said: ", "to me: ", "responded: ", "-> "};

  /** Folded form of each letter with an accent: lower case, no accent. */
  private static final char[] FOLDED = folded(0x250);

  private ReplyText() {}

  /** The SMTP reply code that the server gave, 0 when {@code text} has none. */
  static int code(String text) {
    int at = serverSaid(text);
    return at < 0 ? 0 : Integer.parseInt(text.substring(at, at + 3));
  }

  /**
   * The enhanced status to believe. The server's own, beside its reply code, goes before {@code
   * given}, which may be the guess of another program (Exim always writes x.0.0, sendmail often
   * 5.1.1); then comes what stands elsewhere in {@code text}.
   *
   * @param given what a log or report says; null when nothing
   * @return null when there is none
   */
  static @Nullable String status(@Nullable String given, String text) {
    String own = ownStatus(text);
    if (saysAnything(own)) {
      return own;
    }
    if (saysAnything(given)) {
      return given;
    }
    String elsewhere = firstStatus(text);
    return given == null || saysAnything(elsewhere) ? elsewhere : given;
  }

  private static boolean saysAnything(@Nullable String status) {
    return status != null && !status.endsWith(NOTHING_SAID);
  }

  private static @Nullable String ownStatus(String text) {
    int at = serverSaid(text);
    if (at < 0) {
      return null;
    }
    at += 3;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '-')) {
      at++;
    }
    at = text.startsWith("#", at) ? at + 1 : at;
    int end = statusEnd(text, at);
    return end < 0 ? null : text.substring(at, end);
  }

  /**
   * The first enhanced status in {@code text} that says anything, else the first; null when it has
   * none.
   */
  static @Nullable String firstStatus(String text) {
    String first = null;
    for (int dot = text.indexOf('.'); dot > 0; dot = text.indexOf('.', dot + 1)) {
      int at = dot - 1;
      int end = isBoundary(text, at - 1) ? statusEnd(text, at) : -1;
      if (end > 0) {
        String status = text.substring(at, end);
        if (saysAnything(status)) {
          return status;
        }
        first = first == null ? status : first;
      }
    }
    return first;
  }

  /**
   * Where the server's own reply code stands: where another quotes it, else at the beginning; -1
   * when {@code text} has none.
   */
  static int serverSaid(String text) {
    for (String quote : QUOTES) {
      for (int at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
        if (isCode(text, at + quote.length())) {
          return at + quote.length();
        }
      }
    }
    int start = 0;
    while (start < text.length() && text.charAt(start) <= ' ') {
      start++;
    }
    return isCode(text, start) ? start : -1;
  }

  private static boolean isCode(String text, int at) {
    if (at + 3 > text.length()
        || "245".indexOf(text.charAt(at)) < 0
        || text.charAt(at + 1) < '0'
        || text.charAt(at + 1) > '5'
        || !isDigit(text, at + 2)) {
      return false;
    }
    return at + 3 == text.length() || " -:\t\r\n".indexOf(text.charAt(at + 3)) >= 0;
  }

  /** Index after the enhanced status at {@code at}, -1 when none stands there. */
  private static int statusEnd(String text, int at) {
    if (at >= text.length() || "245".indexOf(text.charAt(at)) < 0) {
      return -1;
    }
    int subject = afterNumber(text, at + 1);
    int detail = subject < 0 ? -1 : afterNumber(text, subject);
    boolean goesOn =
        detail >= 0
            && detail < text.length()
            && (Character.isLetterOrDigit(text.charAt(detail))
                || (text.charAt(detail) == '.' && isDigit(text, detail + 1)));
    return goesOn ? -1 : detail;
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

  /** Not part of a longer number, such as an IP address or a version. */
  private static boolean isBoundary(String text, int before) {
    return before < 0
        || !(Character.isLetterOrDigit(text.charAt(before)) || text.charAt(before) == '.');
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /**
   * The text in the form in which rules compare it: lower case without accents, single blanks,
   * without addresses (names in them are not words of the server: {@code spam@}, {@code unknown@})
   * and without the codes that begin each line of a reply (RFC 5321 section 4.2.1), which cut
   * sentences in two. {@code ^} stands where the words of the server itself begin.
   */
  static String words(String text) {
    char[] words = new char[2 * text.length() + 1];
    int length = 0;
    int own = serverSaid(text);
    int at = 0;
    while (at < text.length()) {
      if (isBlank(text.charAt(at))) {
        at++;
        continue;
      }
      if (at == own) {
        length = afterBlank(words, length);
        words[length++] = OWN;
      }
      int end = at + 1;
      while (end < text.length() && !isBlank(text.charAt(end))) {
        end++;
      }
      int address = text.indexOf('@', at);
      if (address < 0 || address >= end) {
        length = append(text, afterCodes(text, at, end), end, words, length);
      } else {
        length = append(text, at, beforeAddress(text, at, address), words, length);
        length = append(text, afterAddress(text, address, end), end, words, length);
      }
      at = end;
    }
    return new String(words, 0, length);
  }

  /** Puts what stands between {@code from} and {@code to} behind the words; the new length. */
  private static int append(String text, int from, int to, char[] words, int length) {
    int end = from < to ? afterBlank(words, length) : length;
    for (int i = from; i < to; i++) {
      words[end++] = folded(text.charAt(i));
    }
    return end;
  }

  /** Where the word ends that is glued to an address, as in {@code found:a@b}; else its start. */
  private static int beforeAddress(String text, int start, int address) {
    int end = address;
    while (end > start && GLUE.indexOf(text.charAt(end - 1)) < 0) {
      end--;
    }
    while (end > start && !Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Where the word begins that is glued to an address, as in {@code <a@b>:User}; else its end. */
  private static int afterAddress(String text, int address, int end) {
    int at = address;
    while (at < end && GLUE.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    while (at < end && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(at, end).indexOf('@') < 0 ? at : end;
  }

  /** Where the words of a token begin, after {@code 550-}, {@code 550-5.7.1} or {@code 5.7.1}. */
  private static int afterCodes(String text, int start, int end) {
    int at = start;
    if (isCode(text, at)) {
      at = Math.min(end, at + 4);
    }
    int status = text.startsWith("#", at) ? at + 1 : at;
    int after = statusEnd(text, status);
    if (after == end) {
      return end;
    }
    return after > 0 && text.charAt(after) == '-' ? after + 1 : at;
  }

  /** Puts a blank after the word that ends at {@code length}, if there is one; where to go on. */
  private static int afterBlank(char[] words, int length) {
    if (length == 0 || words[length - 1] == OWN) {
      return length;
    }
    words[length] = ' ';
    return length + 1;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u3000';
  }

  private static char folded(char c) {
    if (c < FOLDED.length) {
      return FOLDED[c];
    }
    return c == '\u2019' || c == '\u2018' ? '\'' : Character.toLowerCase(c);
  }

  private static char[] folded(int upTo) {
    char[] folded = new char[upTo];
    for (char c = 0; c < upTo; c++) {
      String plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
      boolean isLetter = Character.isLetter(c);
      folded[c] = Character.toLowerCase(isLetter ? plain.charAt(0) : c);
    }
    return folded;
  }
}
