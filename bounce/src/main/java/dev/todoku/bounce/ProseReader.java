package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes the text of a bounce message apart: what the mail server says, and what it quotes. The
 * original begins after a ruler, or where a block of lines can only be a header.
 */
final class ProseReader {
  private static final Set<String> STATUS_FIELDS =
      Set.of(
          "reporting-mta",
          "final-recipient",
          "original-recipient",
          "x-actual-recipient",
          "action",
          "status",
          "remote-mta",
          "diagnostic-code",
          "last-attempt-date",
          "arrival-date",
          "received-from-mta",
          "original-envelope-id");

  /** A block with one of these is the header of a message. */
  private static final Set<String> SURE = Set.of("received", "return-path", "message-id");

  /** A block with three of these is the header of a message. */
  private static final Set<String> LIKELY =
      Set.of("from", "to", "subject", "date", "mime-version", "content-type", "reply-to", "cc");

  private static final int LIKELY_ENOUGH = 3;

  /** A ruler is short; a longer line with its words is a sentence. */
  private static final int LONGEST_RULER = 160;

  private static final int LONGEST_HEADER = 1_000;

  private final List<String> lines;
  private final List<ProseLine> said = new ArrayList<>();
  private final List<Fields> statuses = new ArrayList<>();
  private Fields original = Fields.NONE;
  private boolean quotesDaemon;

  /** Whether the original is found, behind which nothing is said any more. */
  private boolean isComplete;

  ProseReader(List<String> lines) {
    this.lines = new ArrayList<>(lines);
    this.lines.replaceAll(ProseReader::withoutQuoteMark);
  }

  /** Mail programs put these before each line of a message that somebody forwards. */
  private static String withoutQuoteMark(String line) {
    boolean isMarked = line.startsWith("> ") || line.startsWith(">>>> ") || line.equals(">");
    return isMarked ? line.substring(line.startsWith("> ") ? 2 : 1) : line;
  }

  Prose read() {
    int at = 0;
    while (at < lines.size() && !isComplete) {
      String line = lines.get(at);
      ProseLine words = new ProseLine(line);
      if (line.length() < LONGEST_RULER && words.says(Phrase.Kind.ORIGINAL)) {
        Fields header = headerAfter(at + 1);
        if (!isOfDaemon(header) || !hasSubjectOfBounce(header)) {
          original = header == Fields.NONE ? original : header;
          isComplete = header != Fields.NONE || isRule(line);
        }
      }
      at = isComplete ? at : next(at, words);
    }
    return new Prose(said, statuses, original, quotesDaemon);
  }

  /** Whether the line is drawn, so that what follows is the original whatever it looks like. */
  private static boolean isRule(String line) {
    String bare = line.strip();
    return bare.startsWith("--") || bare.endsWith("--");
  }

  /** Reads on from {@code at}: the fields of a status, a header, or one more line of text. */
  private int next(int at, ProseLine line) {
    String bare = line.text().stripLeading();
    int colon = Fields.nameEnd(bare);
    if (colon > 0 && STATUS_FIELDS.contains(name(bare, colon))) {
      return status(at);
    }
    if (colon > 0) {
      int end = blockEnd(at);
      List<String> block = dedented(lines.subList(at, end));
      if (isHeader(block)) {
        Fields header = Fields.ofLines(block);
        if (isOfBounce(header)) {
          quotesDaemon = true;
        } else {
          original = header;
          isComplete = !Character.isWhitespace(line.text().charAt(0));
        }
        return end;
      }
    }
    said.add(line);
    return at + 1;
  }

  private static String name(String line, int colon) {
    return line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether it is of a bounce message that somebody passed on, or repeats the message's own. */
  private static boolean isOfBounce(Fields header) {
    return isOfDaemon(header) || (!header.isOfMessage() && hasSubjectOfBounce(header));
  }

  private static boolean isOfDaemon(Fields header) {
    return Phrase.in(header.first("From"), Phrase.Kind.BOUNCE_AUTHOR);
  }

  private static boolean hasSubjectOfBounce(Fields header) {
    return Phrase.in(header.first("Subject"), Phrase.Kind.BOUNCE_SUBJECT);
  }

  /** The header that begins within a few lines of {@code from}; NONE when there is none. */
  private Fields headerAfter(int from) {
    int at = from;
    int limit = Math.min(lines.size(), from + 12);
    while (at < limit && Fields.nameEnd(lines.get(at).stripLeading()) == 0) {
      at++;
    }
    return at == limit ? Fields.NONE : Fields.ofLines(dedented(lines.subList(at, blockEnd(at))));
  }

  private int blockEnd(int from) {
    int end = from;
    int limit = Math.min(lines.size(), from + LONGEST_HEADER);
    while (end < limit && !lines.get(end).isBlank()) {
      end++;
    }
    return end;
  }

  private static List<String> dedented(List<String> block) {
    String first = block.get(0);
    int indent = first.length() - first.stripLeading().length();
    if (indent == 0) {
      return block;
    }
    String margin = first.substring(0, indent);
    return block.stream()
        .map(line -> line.startsWith(margin) ? line.substring(indent) : line)
        .toList();
  }

  private static boolean isHeader(List<String> block) {
    int likely = 0;
    for (String line : block) {
      int colon = Fields.nameEnd(line);
      String name = name(line, colon);
      if (SURE.contains(name) || (LIKELY.contains(name) && ++likely == LIKELY_ENOUGH)) {
        return true;
      }
      if (colon == 0 && !line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
        return false;
      }
    }
    return false;
  }

  /** Reads the fields of a status, up to an empty line. */
  private int status(int from) {
    int end = blockEnd(from);
    Fields block = Fields.ofLines(dedented(lines.subList(from, end)));
    statuses.add(block);
    if (block.isOfMessage()) {
      original = block;
      isComplete = true;
    }
    return end;
  }
}
