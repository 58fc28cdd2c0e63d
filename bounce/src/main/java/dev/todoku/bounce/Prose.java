package dev.todoku.bounce;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The text of a bounce message, taken apart.
 *
 * @param lines what it says to a person
 * @param statuses fields of RFC 3464 that stand in the text, block by block
 * @param original the header of the original that is quoted in it, {@link Fields#NONE} when none is
 * @param quotesDaemon whether it quotes a message of a mail server: somebody forwarded a bounce
 */
record Prose(List<ProseLine> lines, List<Fields> statuses, Fields original, boolean quotesDaemon) {
  static final Prose NONE = new Prose(List.of(), List.of(), Fields.NONE, false);

  /** Whether any line says this. */
  boolean says(Phrase.Kind kind) {
    return first(kind) != null;
  }

  /** The sentences that say what befell all recipients; empty when there are none. */
  String headline() {
    StringJoiner headline = new StringJoiner(" ");
    for (ProseLine line : lines) {
      if (line.says(Phrase.Kind.HEADLINE)) {
        headline.add(Lines.unfolded(line.text()));
      }
    }
    return headline.toString();
  }

  /** The last word of the first line that says {@code kind}, without a full stop; else null. */
  @Nullable String lastWord(Phrase.Kind kind) {
    ProseLine line = first(kind);
    if (line == null) {
      return null;
    }
    String whole = Lines.unfolded(line.text());
    String word = whole.substring(whole.lastIndexOf(' ') + 1);
    return word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
  }

  /** Null when no line says {@code kind}. */
  private @Nullable ProseLine first(Phrase.Kind kind) {
    for (ProseLine line : lines) {
      if (line.says(kind)) {
        return line;
      }
    }
    return null;
  }

  static Prose of(String text) {
    return text.isEmpty() ? NONE : new ProseReader(Lines.of(text)).read();
  }
}
