package dev.todoku.bounce;

/** What the words of one line say of the addresses on it. */
final class LineWords {
  static final LineWords NONE = new LineWords();

  private int recipientEnd = Integer.MAX_VALUE;
  private boolean others;
  private boolean sentTo;

  private LineWords() {}

  static LineWords of(String line) {
    LineWords words = new LineWords();
    Phrase.FINDER.find(line, words::add);
    return words;
  }

  private void add(Phrase phrase, int end) {
    switch (phrase.kind()) {
      case RECIPIENT -> recipientEnd = Math.min(recipientEnd, end);
      case NOT_RECIPIENT -> others = true;
      case SENT_TO -> sentTo = true;
      default -> {
        // Other words say nothing of addresses.
      }
    }
  }

  /** Whether words say that the address at {@code start} failed. */
  boolean recipientBefore(int start) {
    return recipientEnd <= start;
  }

  /** Whether the addresses are those of others than recipients. */
  boolean namesOthers() {
    return others;
  }

  /** Whether the address is the one sent to. */
  boolean sentTo() {
    return sentTo;
  }
}
