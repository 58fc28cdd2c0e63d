package dev.todoku.privacy;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts pseudonyms in the place of the addresses in a text: of the recipients that the record is
 * about, in the forms in which servers repeat them, and of whoever else is named.
 */
final class AddressHider {
  private static final String LOCAL = "\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-";

  private static final Pattern ANY =
      Pattern.compile(
          "[%s]+@(?:\\[[^]\\s]+]|[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?)"
              .formatted(LOCAL));

  /** As in {@code orcpt=}: what stands before it belongs to no address. */
  private static final Pattern HIDDEN = Pattern.compile(".*=p-[0-9a-f]{32}@.*");

  private static final String BEFORE = "(?<![\\p{L}\\p{N}._%+-])";
  private static final String AFTER = "(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])";

  /** An address without its domain is a word of its own. */
  private static final String BEFORE_WORD = "(?<![\\p{L}\\p{N}._%+@=-])";

  private static final String AFTER_WORD = "(?![\\p{L}\\p{N}_%+@=-]|\\.[\\p{L}\\p{N}])";

  /** Such a word is more likely a reply code than somebody's name. */
  private static final Pattern CODE = Pattern.compile("[0-9]{1,3}");

  private final Pseudonyms pseudonyms;

  AddressHider(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /**
   * {@code text} without addresses.
   *
   * @param own pseudonyms of those that the record is about, by address
   */
  String hide(String text, Map<String, String> own) {
    if (text.indexOf('@') < 0 && text.indexOf('=') < 0) {
      return text;
    }
    String hidden = text;
    for (Map.Entry<String, String> one : own.entrySet()) {
      hidden = replace(hidden, BEFORE, one.getKey(), AFTER, one.getValue());
      hidden = replace(hidden, BEFORE, verp(one.getKey()), AFTER, verp(one.getValue()));
    }
    return hidden.indexOf('@') < 0
        ? hidden
        : ANY.matcher(hidden).replaceAll(found -> Matcher.quoteReplacement(hidden(found.group())));
  }

  /** The same, where servers also name recipients by what stands before the {@code @}. */
  String hideWords(String text, Map<String, String> own) {
    String hidden = hide(text, own);
    for (Map.Entry<String, String> one : own.entrySet()) {
      String word = local(one.getKey());
      if (!CODE.matcher(word).matches()) {
        hidden = replace(hidden, BEFORE_WORD, word, AFTER_WORD, local(one.getValue()));
      }
    }
    return hidden;
  }

  private static String replace(
      String text, String before, String wanted, String after, String by) {
    if (wanted.isEmpty() || !contains(text, wanted)) {
      return text;
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return Pattern.compile(before + Pattern.quote(wanted) + after, flags)
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(by));
  }

  private String hidden(String found) {
    return HIDDEN.matcher(found).matches() ? found : pseudonyms.of(found);
  }

  /** Most texts do not: to find that out without a pattern is fifty times as fast. */
  private static boolean contains(String text, String wanted) {
    for (int at = text.length() - wanted.length(); at >= 0; at--) {
      if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
        return true;
      }
    }
    return false;
  }

  /** As variable envelope return paths have it: the sender's server put it into its own address. */
  private static String verp(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? "" : address.substring(0, at) + '=' + address.substring(at + 1);
  }

  private static String local(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : address.substring(0, at);
  }
}
