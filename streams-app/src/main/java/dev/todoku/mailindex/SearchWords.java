package dev.todoku.mailindex;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words under which mail is found. Of an address: all of it, its local part and the parts of
 * that, its domain and the domains above. Of a subject: words as they are written with blanks, and
 * each two letters that follow each other where a script has none (Japanese). Pure.
 */
final class SearchWords {
  /** A subject has some ten; a hostile one has more. */
  private static final int MOST_OF_SUBJECT = 48;

  private static final Pattern SEPARATOR = Pattern.compile("[._+=-]+");
  private static final Pattern RUN =
      Pattern.compile(
          "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}ー々〆]+|[\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");

  private SearchWords() {}

  /** Full-width and half-width, large and small letters are the same. */
  static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }

  static Set<String> ofAddress(String address) {
    String normal = address.toLowerCase(Locale.ROOT);
    Set<String> words = new LinkedHashSet<>();
    words.add(normal);
    int at = normal.lastIndexOf('@');
    if (at < 0) {
      return words;
    }
    String local = normal.substring(0, at);
    for (String part : SEPARATOR.split(local, -1)) {
      if (!part.isEmpty() && !local.startsWith(part)) {
        words.add(part);
      }
    }
    String domain = normal.substring(at + 1);
    while (domain.indexOf('.') > 0) {
      words.add(domain);
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return words;
  }

  static Set<String> ofSubject(String subject) {
    Set<String> words = new LinkedHashSet<>();
    Matcher runs = RUN.matcher(normal(subject));
    while (runs.find() && words.size() < MOST_OF_SUBJECT) {
      String run = runs.group();
      if (!isJapanese(run)) {
        words.add(run);
      } else {
        // The last letter alone, too: what is looked for may be one letter long.
        for (int i = 0; i < run.length() && words.size() < MOST_OF_SUBJECT; i++) {
          words.add(run.substring(i, Math.min(run.length(), i + 2)));
        }
      }
    }
    return words;
  }

  /** The word of a text under which the fewest subjects can be; empty when it has none. */
  static String rarest(String text) {
    String best = "";
    for (String word : ofSubject(text)) {
      if (word.length() > best.length()) {
        best = word;
      }
    }
    return best;
  }

  /** Each two Japanese letters that follow each other: a subject that has the text has them all. */
  static List<String> pairs(String text) {
    return ofSubject(text).stream().filter(w -> w.length() == 2 && isJapanese(w)).toList();
  }

  private static boolean isJapanese(String run) {
    Character.UnicodeScript script = Character.UnicodeScript.of(run.codePointAt(0));
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || run.charAt(0) == 'ー';
  }
}
