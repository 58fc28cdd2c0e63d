package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds which of many phrases stand in the words of a reply, in one pass.
 *
 * <p>A phrase is found where a word begins, so that {@code ptr} is not found in {@code sculptr},
 * and may end within a word, so that {@code throttl} stands for all its forms; one that ends with a
 * digit ends where the number does. Scripts without blanks between words begin a word with each
 * character.
 */
final class Phrases {
  /** The first code point of scripts that put no blanks between words (CJK radicals). */
  private static final int FIRST_WITHOUT_BLANKS = 0x2e80;

  private record Known(int number, int length) {}

  private final Map<String, Known> known = new HashMap<>();
  private final PhraseFinder<Known> finder;

  Phrases(List<String> phrases) {
    List<PhraseFinder.Phrase<Known>> numbered = new ArrayList<>(phrases.size());
    for (String phrase : phrases) {
      Known added = new Known(known.size(), phrase.length());
      if (known.putIfAbsent(phrase, added) == null) {
        numbered.add(new PhraseFinder.Phrase<>(phrase, added));
      }
    }
    finder = new PhraseFinder<>(numbered);
  }

  /** The number of {@code phrase}, which is one of those given. */
  int number(String phrase) {
    return Objects.requireNonNull(known.get(phrase)).number;
  }

  /**
   * The numbers of the phrases that stand in {@code words}.
   *
   * @param words in the form of {@link ReplyText#words}
   */
  BitSet in(String words) {
    BitSet found = new BitSet(known.size());
    finder.find(
        words,
        (phrase, end) -> {
          if (beginsWord(words, end - phrase.length) && !cutsNumber(words, end)) {
            found.set(phrase.number);
          }
        });
    return found;
  }

  /**
   * The numbers of the phrases that stand in {@code words}, by where they do.
   *
   * @return those that stand anywhere; outside web addresses; outside web addresses and advice
   */
  BitSet[] in(ReplyWords words) {
    String text = words.text();
    BitSet anywhere = new BitSet(known.size());
    BitSet said = new BitSet(known.size());
    BitSet plain = new BitSet(known.size());
    finder.find(
        text,
        (phrase, end) -> {
          int from = end - phrase.length;
          if (beginsWord(text, from) && !cutsNumber(text, end)) {
            anywhere.set(phrase.number);
            if (!words.web().get(from)) {
              said.set(phrase.number);
              if (!words.advice().get(from)) {
                plain.set(phrase.number);
              }
            }
          }
        });
    return new BitSet[] {anywhere, said, plain};
  }

  private static boolean beginsWord(String words, int at) {
    return at == 0 || !isWord(words.charAt(at)) || !isWord(words.charAt(at - 1));
  }

  private static boolean cutsNumber(String words, int end) {
    return end < words.length() && isDigit(words.charAt(end)) && isDigit(words.charAt(end - 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || isDigit(c)
        || (c > 0x7f && c < FIRST_WITHOUT_BLANKS && Character.isLetterOrDigit(c));
  }
}
