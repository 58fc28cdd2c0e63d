package dev.todoku.bounce;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The words of a reply in the form of {@link ReplyText#words}, and which of them are beside the
 * point: those within a web address, which name pages and not reasons, and advice, which names what
 * may be wrong in general ({@code advice-words.tsv}). Names that are written as one word ({@code
 * BAD_RECIPIENT}, {@code AccountDisabled}) stand behind the others once more, word by word.
 *
 * @param text the words
 * @param web the characters of {@code text} within web addresses
 * @param advice the characters of {@code text} within sentences of advice
 */
record ReplyWords(String text, BitSet web, BitSet advice) {
  private static final PhraseFinder<Boolean> ADVICE =
      load(Table.read(ReplyWords.class, "advice-words.tsv"));

  /** Between the words as they came and the names that are taken apart. */
  private static final String APART = " | ";

  private static final int LONGEST_NAME = 40;

  private static PhraseFinder<Boolean> load(List<Line> lines) {
    List<PhraseFinder.Phrase<Boolean>> phrases = new ArrayList<>();
    for (Line line : lines) {
      String words = line.cells(1).get(0).strip();
      if (!words.equals(ReplyText.words(words))) {
        throw line.error("write the words in lower case, with single spaces and without accents");
      }
      phrases.add(new PhraseFinder.Phrase<>(words, Boolean.TRUE));
    }
    return new PhraseFinder<>(phrases);
  }

  static ReplyWords of(String text) {
    String words = ReplyText.words(text);
    BitSet web = new BitSet();
    for (int from = 0; from < words.length(); ) {
      int end = words.indexOf(' ', from);
      end = end < 0 ? words.length() : end;
      if (isOfWeb(words, from, end)) {
        web.set(from, end);
      }
      from = end + 1;
    }
    BitSet advice = new BitSet();
    ADVICE.find(words, (found, end) -> advice.set(end - 1, sentenceEnd(words, end)));
    return new ReplyWords(words + namesApart(text), web, advice);
  }

  /** With a scheme, or a path behind the name of a host. */
  private static boolean isOfWeb(String words, int from, int end) {
    int slash = words.indexOf('/', from);
    if (slash < 0 || slash >= end) {
      return words.startsWith("www.", from);
    }
    if (words.startsWith("//", slash)) {
      return true;
    }
    int dot = words.indexOf('.', from);
    return dot > from
        && dot < slash - 2
        && Character.isLetter(words.charAt(dot - 1))
        && Character.isLetter(words.charAt(slash - 1));
  }

  private static int sentenceEnd(String words, int from) {
    int end = words.indexOf(". ", from);
    return end < 0 ? words.length() : end + 1;
  }

  /** The names of {@code text} that are written as one word; empty when it has none. */
  private static String namesApart(String text) {
    StringBuilder apart = new StringBuilder();
    for (int from = 0; from < text.length(); ) {
      int end = from;
      boolean isName = false;
      while (end < text.length() && isOfName(text.charAt(end))) {
        isName |= end > from && cuts(text.charAt(end - 1), text.charAt(end));
        end++;
      }
      if (isName && end - from <= LONGEST_NAME && standsAlone(text, from, end)) {
        apart.append(apart.length() == 0 ? APART : " ");
        append(text, from, end, apart);
      }
      from = end == from ? end + 1 : end;
    }
    return apart.toString();
  }

  private static void append(String text, int from, int end, StringBuilder apart) {
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '_') {
        apart.append(' ');
      } else {
        boolean begins = i > from && text.charAt(i - 1) != '_' && cuts(text.charAt(i - 1), c);
        apart.append(begins ? " " : "").append(Character.toLowerCase(c));
      }
    }
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean cuts(char before, char c) {
    return c == '_' || (before >= 'a' && before <= 'z' && c >= 'A' && c <= 'Z');
  }

  /**
   * Neither of an address of mail or web, nor of a program's part such as {@code a.b.Exception}.
   */
  private static boolean standsAlone(String text, int from, int end) {
    boolean isBegun = from > 0 && "@/.-?&%".indexOf(text.charAt(from - 1)) >= 0;
    boolean isFollowed =
        end < text.length()
            && ("@/".indexOf(text.charAt(end)) >= 0
                || (text.charAt(end) == '.'
                    && end + 1 < text.length()
                    && Character.isLetterOrDigit(text.charAt(end + 1))));
    return !isBegun && !isFollowed && !text.regionMatches(true, end - 9, "exception", 0, 9);
  }
}
