package dev.todoku.dns.posture;

import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What findings mean, read from {@code findings.txt}, where its format is described. */
public final class FindingBook {
  private static final String FILE = "findings.txt";
  private static final Pattern HEAD = Pattern.compile("([A-Z_]+) ([A-Z]+) (.+)");
  private static final Pattern FIELD = Pattern.compile("  (ja|en|fix-ja|fix-en|publish) (.+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)\\}");

  /** What checks fill in. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "domain",
          "ip",
          "name",
          "names",
          "selector",
          "record",
          "detail",
          "count",
          "result",
          "zone",
          "where");

  private static final String NOTHING = "-";

  private record Entry(Line head, Level level, String rfc, Map<String, String> fields) {}

  private final Map<FindingKind, Entry> entries = new EnumMap<>(FindingKind.class);

  private FindingBook(List<Line> lines) {
    Entry entry = null;
    for (Line line : lines) {
      if (line.text().startsWith(" ")) {
        addField(line, entry);
      } else {
        entry = addEntry(line);
      }
    }
    requireAll();
  }

  /**
   * Reads the file that ships with Todoku.
   *
   * @throws IllegalArgumentException with file and line when it is wrong
   */
  public static FindingBook load() {
    return of(Table.read(FindingBook.class, FILE));
  }

  static FindingBook of(List<Line> lines) {
    return new FindingBook(lines);
  }

  /**
   * A finding in words.
   *
   * @param values what stands for the placeholders
   */
  public PostureFinding find(
      FindingKind kind, String asked, @Nullable String answered, Map<String, String> values) {
    Entry entry = Objects.requireNonNull(entries.get(kind));
    return new PostureFinding(
        kind,
        entry.level(),
        asked,
        answered,
        entry.rfc(),
        Objects.requireNonNull(text(entry, "", values)),
        text(entry, "fix-", values),
        fill(entry.fields().get("publish"), values));
  }

  private static @Nullable Text text(Entry entry, String prefix, Map<String, String> values) {
    String ja = fill(entry.fields().get(prefix + "ja"), values);
    String en = fill(entry.fields().get(prefix + "en"), values);
    return ja == null || en == null ? null : new Text(ja, en);
  }

  private static @Nullable String fill(@Nullable String template, Map<String, String> values) {
    return template == null
        ? null
        : PLACEHOLDER
            .matcher(template)
            .replaceAll(
                match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), NOTHING)));
  }

  private Entry addEntry(Line line) {
    Matcher head = HEAD.matcher(line.text());
    if (!head.matches()) {
      throw line.error("an entry begins with kind, level and RFC section");
    }
    try {
      Entry entry = new Entry(line, Level.valueOf(head.group(2)), head.group(3), new HashMap<>());
      if (entries.put(FindingKind.valueOf(head.group(1)), entry) != null) {
        throw line.error("this kind stands here twice");
      }
      return entry;
    } catch (IllegalArgumentException e) {
      throw line.error(String.valueOf(e.getMessage()));
    }
  }

  private static void addField(Line line, @Nullable Entry entry) {
    Matcher field = FIELD.matcher(line.text());
    if (entry == null || !field.matches()) {
      throw line.error("a field is ja, en, fix-ja, fix-en or publish, below its entry");
    }
    if (entry.fields().put(field.group(1), field.group(2)) != null) {
      throw line.error("this field stands here twice");
    }
    PLACEHOLDER
        .matcher(field.group(2))
        .results()
        .filter(match -> !PLACEHOLDERS.contains(match.group(1)))
        .findFirst()
        .ifPresent(
            match -> {
              throw line.error("nothing fills " + match.group());
            });
  }

  private void requireAll() {
    for (FindingKind kind : FindingKind.values()) {
      Entry entry = entries.get(kind);
      if (entry == null) {
        throw new IllegalArgumentException(FILE + " says nothing of " + kind);
      }
      Set<String> names = entry.fields().keySet();
      if (!names.contains("ja")
          || !names.contains("en")
          || names.contains("fix-ja") != names.contains("fix-en")) {
        throw entry.head().error("needs both languages");
      }
    }
  }
}
