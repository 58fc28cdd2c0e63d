package dev.todoku.privacy;

import java.util.Collection;
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

  /** {@code text} without addresses; {@code own} are those that the record is about. */
  String hide(String text, Collection<String> own) {
    String hidden = text;
    for (String address : own) {
      String pseudonym = pseudonyms.of(address);
      hidden = replace(hidden, BEFORE, address, AFTER, pseudonym);
      hidden = replace(hidden, BEFORE, verp(address), AFTER, verp(pseudonym));
    }
    return hidden.indexOf('@') < 0
        ? hidden
        : ANY.matcher(hidden).replaceAll(found -> Matcher.quoteReplacement(hidden(found.group())));
  }

  /** The same, where servers also name recipients by what stands before the {@code @}. */
  String hideWords(String text, Collection<String> own) {
    String hidden = hide(text, own);
    for (String address : own) {
      String word = local(address);
      if (!CODE.matcher(word).matches()) {
        hidden = replace(hidden, BEFORE_WORD, word, AFTER_WORD, local(pseudonyms.of(address)));
      }
    }
    return hidden;
  }

  private static String replace(
      String text, String before, String wanted, String after, String by) {
    if (wanted.isEmpty()) {
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
