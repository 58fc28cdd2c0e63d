package dev.todoku.bounce;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words by which mail servers say what stands where: {@code message-words.tsv}.
 *
 * @param kind what the words say
 * @param value the SMTP command that {@link Kind#COMMAND} names, empty for other kinds
 */
record Phrase(Kind kind, String value) {

  /** What words can say. */
  enum Kind {
    /** The original message follows. */
    ORIGINAL,
    /** The address that follows on this line failed. */
    RECIPIENT,
    /** The addresses on this line are no recipients. */
    NOT_RECIPIENT,
    /** The address on this line is the one that the message was sent to. */
    SENT_TO,
    /** Nothing failed yet. */
    DELAYED,
    /** It arrived. */
    DELIVERED,
    /** It failed. */
    FAILED,
    /** What befell all recipients that the message names. */
    HEADLINE,
    /** A program sums up what it quoted above. */
    SUMMARY,
    /** The line ends with the name of the server that wrote the message. */
    REPORTING_HOST,
    /** The line ends with that server's queue id of the original. */
    QUEUE_ID,
    /** The SMTP command that was refused. */
    COMMAND,
    /** A line of courtesy, which says nothing of this failure. */
    COURTESY,
    /** Subject of a bounce message. */
    BOUNCE_SUBJECT,
    /** Author of bounce messages. */
    BOUNCE_AUTHOR,
    /** Subject of a notice of programs that is about no delivery. */
    NOTICE_SUBJECT,
    /** Subject of an automatic reply. */
    REPLY_SUBJECT,
    /** Subject of a complaint. */
    COMPLAINT_SUBJECT
  }

  private static final String NO_VALUE = "-";

  /** All phrases of the table, ready to be looked for. */
  static final PhraseFinder<Phrase> FINDER = load(Table.read(Phrase.class, "message-words.tsv"));

  /**
   * The phrases in {@code lines}.
   *
   * @throws IllegalArgumentException with file and line, when a row cannot be used
   */
  static PhraseFinder<Phrase> load(List<Line> lines) {
    List<PhraseFinder.Phrase<Phrase>> phrases = new ArrayList<>();
    for (Line line : lines) {
      List<String> cells = line.cells(3);
      Kind kind = kind(line, cells.get(0).strip());
      String value = cells.get(1).strip();
      if ((kind == Kind.COMMAND) == value.equals(NO_VALUE)) {
        throw line.error("a command needs a value, and nothing else has one");
      }
      String words = cells.get(2).strip();
      if (!words.equals(Lines.unfolded(words.toLowerCase(Locale.ROOT)))) {
        throw line.error("write the words in lower case, with single spaces");
      }
      Phrase phrase = new Phrase(kind, kind == Kind.COMMAND ? value : "");
      phrases.add(new PhraseFinder.Phrase<>(words, phrase));
    }
    return new PhraseFinder<>(phrases);
  }

  private static Kind kind(Line line, String name) {
    try {
      return Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw line.error("no kind of words is called " + name);
    }
  }

  /** Whether {@code text} has words of {@code kind}. */
  static boolean in(String text, Kind kind) {
    boolean[] found = new boolean[1];
    FINDER.find(text, (phrase, end) -> found[0] |= phrase.kind == kind);
    return found[0];
  }
}
