package dev.todoku.bounce;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A line of what a message says to a person. What its words say is found out in one pass, when
 * first asked for.
 */
final class ProseLine {
  private final String text;
  private boolean isRead;
  private Set<Phrase.Kind> kinds = Set.of();
  private int recipientEnd = Integer.MAX_VALUE;
  private @Nullable String command;

  /** What words begin at its end, as {@link PhraseFinder} says. */
  private int begun;

  ProseLine(String text) {
    this.text = text;
  }

  static List<ProseLine> all(List<String> lines) {
    return lines.stream().map(ProseLine::new).toList();
  }

  String text() {
    return text;
  }

  /** What follows {@code from}. */
  ProseLine rest(int from) {
    return from == 0 ? this : new ProseLine(text.substring(from));
  }

  /** Whether its words say this. */
  boolean says(Phrase.Kind kind) {
    read();
    return kinds.contains(kind);
  }

  /** Whether words say that the address at {@code start} failed. */
  boolean namesRecipientBefore(int start) {
    read();
    return recipientEnd <= start;
  }

  /** The SMTP command that its words name first, null when they name none. */
  @Nullable String command() {
    read();
    return command;
  }

  /**
   * Calls {@code listener} with the words that begin on lines before and end on this one.
   *
   * @param begunBefore what {@link #goOn} answered for the line before, 0 for the first
   */
  int goOn(int begunBefore, ObjIntConsumer<Phrase> listener) {
    read();
    return Phrase.FINDER.goOn(begunBefore, text, begun, listener);
  }

  private void read() {
    if (!isRead) {
      isRead = true;
      begun = Phrase.FINDER.find(text, this::add);
    }
  }

  private void add(Phrase phrase, int end) {
    if (kinds.isEmpty()) {
      kinds = EnumSet.of(phrase.kind());
    } else {
      kinds.add(phrase.kind());
    }
    if (phrase.kind() == Phrase.Kind.RECIPIENT) {
      recipientEnd = Math.min(recipientEnd, end);
    } else if (phrase.kind() == Phrase.Kind.COMMAND && command == null) {
      command = phrase.value();
    }
  }
}
