package dev.todoku.remedy;

import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the playbook: a line of words, then indented lines {@code ja …}, {@code en …} and
 * perhaps {@code at …}.
 *
 * @param head the line that the entry begins with, for errors
 * @param words of that line
 * @param said in both languages, null where the entry is a name only
 * @param at an address on the web, null when there is none
 * @param seen when that was last known, null when it does not say
 * @param dns what of a sender's DNS it depends on, null when on none
 */
record PlaybookEntry(
    Line head,
    List<String> words,
    @Nullable Text said,
    @Nullable String at,
    @Nullable String seen,
    @Nullable String dns) {
  private static final String INDENT = "  ";
  private static final String JA = INDENT + "ja ";
  private static final String EN = INDENT + "en ";
  private static final String AT = INDENT + "at ";
  private static final String SEEN = INDENT + "seen ";
  private static final String DNS = INDENT + "dns ";

  /** Kinds that are names for something and have no text. */
  private static final Set<String> WITHOUT_TEXT = Set.of("keys", "recipients");

  static List<PlaybookEntry> parse(List<Line> lines) {
    List<PlaybookEntry> entries = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      int to = from + 1;
      while (to < lines.size() && lines.get(to).text().startsWith(INDENT)) {
        to++;
      }
      entries.add(parse(lines.get(from), lines.subList(from + 1, to)));
      from = to;
    }
    return entries;
  }

  private static PlaybookEntry parse(Line head, List<Line> fields) {
    if (head.text().startsWith(" ")) {
      throw head.error("an entry begins without indent, its fields with two spaces");
    }
    @Nullable String ja = null;
    @Nullable String en = null;
    @Nullable String at = null;
    @Nullable String seen = null;
    @Nullable String dns = null;
    for (Line field : fields) {
      if (field.text().startsWith(JA)) {
        ja = once(field, ja, JA);
      } else if (field.text().startsWith(EN)) {
        en = once(field, en, EN);
      } else if (field.text().startsWith(AT)) {
        at = once(field, at, AT);
      } else if (field.text().startsWith(SEEN)) {
        seen = once(field, seen, SEEN);
      } else if (field.text().startsWith(DNS)) {
        dns = once(field, dns, DNS);
      } else {
        throw field.error("a field is \"ja\", \"en\", \"at\", \"seen\" or \"dns\"");
      }
    }
    List<String> words = List.of(head.text().strip().split(" +"));
    boolean isName = fields.isEmpty() && WITHOUT_TEXT.contains(words.get(0));
    if (isName) {
      return new PlaybookEntry(head, words, null, at, seen, dns);
    }
    if (ja == null || en == null) {
      throw head.error("needs both ja and en");
    }
    return new PlaybookEntry(head, words, new Text(ja, en), at, seen, dns);
  }

  private static String once(Line field, @Nullable String before, String prefix) {
    String value = field.text().substring(prefix.length()).strip();
    if (before != null || value.isEmpty()) {
      throw field.error("\"" + prefix.strip() + "\" stands here twice or empty");
    }
    return value;
  }

  /** The text in both languages, which all but names have. */
  Text text() {
    if (said == null) {
      throw head.error("has no text");
    }
    return said;
  }

  String kind() {
    return words.get(0);
  }

  /** The word at {@code index}, of which there must be {@code count} besides the kind. */
  String word(int index, int count) {
    if (words.size() != count + 1) {
      throw head.error("\"" + kind() + "\" takes " + count + " words");
    }
    return words.get(index);
  }

  RemedyStep step(String id) {
    if (at != null && !at.startsWith("https://")) {
      throw head.error("\"at\" is no https address");
    }
    return new RemedyStep(id, text(), at);
  }
}
