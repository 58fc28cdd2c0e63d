package dev.todoku.query;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody pasted into the search, without what does not belong to it: full-width letters
 * (NFKC), a display name, {@code mailto:}, quotes, brackets, and punctuation behind it. Case is
 * left to whoever looks it up. Pure.
 */
public final class SearchText {
  /** {@code Name <address>}, also where only the bracket is there. */
  private static final Pattern BRACKETED = Pattern.compile("^[^<]*<([^<>]+)>.*$");

  private static final Pattern MAILTO = Pattern.compile("(?i)^mailto:([^?]*)(?:\\?.*)?$");

  /** Quotes of both languages, brackets and what ends a phrase. */
  private static final Pattern AROUND =
      Pattern.compile("^[\\s\"'`“”‘’「」『』()\\[\\]{},;、。<>]+|[\\s\"'`“”‘’「」『』()\\[\\]{},;:.、。<>]+$");

  /** Zero-width characters and the byte order mark, which come along when text is copied. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\u200B-\\u200F\\u2060\\uFEFF]");

  private SearchText() {}

  /** The text to look up; empty when nothing is left. */
  public static String of(String pasted) {
    String text = Normalizer.normalize(pasted, Normalizer.Form.NFKC);
    text = INVISIBLE.matcher(text).replaceAll("").strip();
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches()) {
      text = bracketed.group(1);
    }
    text = AROUND.matcher(text).replaceAll("");
    Matcher mailto = MAILTO.matcher(text);
    return mailto.matches() ? AROUND.matcher(mailto.group(1)).replaceAll("") : text;
  }
}
