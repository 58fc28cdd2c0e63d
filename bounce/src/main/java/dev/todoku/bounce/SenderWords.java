package dev.todoku.bounce;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.List;

/** Words by which a reply says that it speaks of the sender: {@code sender-words.tsv}. */
final class SenderWords {
  private static final Phrases PHRASES = load(Table.read(SenderWords.class, "sender-words.tsv"));

  private SenderWords() {}

  private static Phrases load(List<Line> lines) {
    return new Phrases(lines.stream().map(SenderWords::words).toList());
  }

  private static String words(Line line) {
    String words = line.cells(1).get(0).strip();
    if (!words.equals(ReplyText.words(words))) {
      throw line.error("write the words in lower case, with single spaces and without accents");
    }
    return words;
  }

  /** Whether {@code words} have any, outside web addresses and advice. */
  static boolean in(ReplyWords words) {
    return !PHRASES.in(words)[2].isEmpty();
  }
}
