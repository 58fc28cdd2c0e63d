package dev.todoku.bounce;

import java.util.EnumSet;
import java.util.Set;

/** What the words of one line say. */
final class LineWords {
  static final LineWords NONE = new LineWords();

  private final Set<Phrase.Kind> kinds = EnumSet.noneOf(Phrase.Kind.class);
  private int recipientEnd = Integer.MAX_VALUE;

  private LineWords() {}

  static LineWords of(String line) {
    if (line.isBlank()) {
      return NONE;
    }
    LineWords words = new LineWords();
    Phrase.FINDER.find(line, words::add);
    return words;
  }

  private void add(Phrase phrase, int end) {
    kinds.add(phrase.kind());
    if (phrase.kind() == Phrase.Kind.RECIPIENT) {
      recipientEnd = Math.min(recipientEnd, end);
    }
  }

  /** Whether it says this. */
  boolean say(Phrase.Kind kind) {
    return kinds.contains(kind);
  }

  /** Whether words say that the address at {@code start} failed. */
  boolean recipientBefore(int start) {
    return recipientEnd <= start;
  }
}
