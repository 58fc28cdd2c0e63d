package dev.todoku.bounce;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a reply's text. */
final class ReplyText {
  /**
   * Where the server's own words begin: at the beginning, or where a mail server quotes another.
   */
  private static final Pattern SERVER_SAID =
      Pattern.compile(
          "(?:^|\\bsaid: |\\bto me: )\\s*([245][0-5]\\d)(?=[\\s-]|$)"
              + "(?:[\\s-]#?([245]\\.\\d{1,3}\\.\\d{1,3})(?![A-Za-z0-9]|\\.\\d))?");

  /** Not part of a longer number, such as an IP address or a version. */
  private static final Pattern STATUS =
      Pattern.compile("(?<![A-Za-z0-9.])[245]\\.\\d{1,3}\\.\\d{1,3}(?![A-Za-z0-9]|\\.\\d)");

  private static final String NOTHING_SAID = ".0.0";

  /**
   * Codes at the beginning of each line of a reply (RFC 5321 section 4.2.1), which cut sentences in
   * two.
   */
  private static final Pattern LINE_CODES =
      Pattern.compile("(?<![\\w.])[245][0-5]\\d[ -](?:#?[245]\\.\\d{1,3}\\.\\d{1,3}[ -]?)?");

  /** Names in addresses are not words of the server: {@code spam@}, {@code unknown@}. */
  private static final Pattern ADDRESSES = Pattern.compile("[^\\s@]{0,320}@\\S*");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private ReplyText() {}

  /** The SMTP reply code that the server gave, 0 when {@code text} has none. */
  static int code(String text) {
    Matcher said = SERVER_SAID.matcher(text);
    return said.find() ? Integer.parseInt(said.group(1)) : 0;
  }

  /**
   * The enhanced status to believe. The server's own, beside its reply code, goes before {@code
   * given}, which may be the guess of another program (Exim always writes x.0.0, sendmail often
   * 5.1.1); then comes what stands elsewhere in {@code text}.
   *
   * @param given what a log or report says; null when nothing
   * @return null when there is none
   */
  static String status(String given, String text) {
    Matcher said = SERVER_SAID.matcher(text);
    String own = said.find() ? said.group(2) : null;
    String elsewhere = firstStatus(text);
    for (String status : Arrays.asList(own, given, elsewhere)) {
      if (status != null && !status.endsWith(NOTHING_SAID)) {
        return status;
      }
    }
    return given == null ? elsewhere : given;
  }

  /**
   * The first enhanced status in {@code text} that says anything, else the first; null when it has
   * none.
   */
  static String firstStatus(String text) {
    String first = null;
    Matcher status = STATUS.matcher(text);
    while (status.find()) {
      if (!status.group().endsWith(NOTHING_SAID)) {
        return status.group();
      }
      first = first == null ? status.group() : first;
    }
    return first;
  }

  /** The text in the form in which rules compare it: see {@code text-rules.tsv}. */
  static String words(String text) {
    String words = LINE_CODES.matcher(SPACES.matcher(text).replaceAll(" ")).replaceAll("");
    return ADDRESSES.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("").strip();
  }
}
