package dev.todoku.dns.blocklist;

import dev.todoku.schema.Text;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads blocklists.tsv, or a file of the same form; the form is described there. */
public final class BlocklistTable {
  private static final String FILE = "blocklists.tsv";
  private static final int COLUMNS = 6;
  private static final String REFUSAL = "!";
  private static final String TEST = "?";

  private BlocklistTable() {}

  /** The lists that ship with Todoku. */
  public static Blocklists load() {
    return parse(Table.read(BlocklistTable.class, FILE));
  }

  /**
   * The lists of an operator.
   *
   * @throws IllegalArgumentException with file and line when the table is wrong
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  public static Blocklists load(Path file) {
    return parse(Table.read(file));
  }

  static Blocklists parse(List<Line> lines) {
    Map<String, Zone> zones = new LinkedHashMap<>();
    for (Line line : lines) {
      List<String> cells = line.cells(COLUMNS);
      Zone zone =
          new Zone(
              cells.get(0), kinds(line, cells.get(1)), cells.get(3), List.of(), Zone.TEST_DOMAIN);
      Zone before = zones.getOrDefault(zone.name(), zone);
      if (!before.lists().equals(zone.lists()) || !before.where().equals(zone.where())) {
        throw line.error("the lines of a zone have the same kinds and page");
      }
      String code = cells.get(2);
      zones.put(
          zone.name(),
          code.startsWith(TEST)
              ? before.withTest(code.substring(TEST.length()))
              : before.with(code(line, cells)));
    }
    return new Blocklists(new ArrayList<>(zones.values()));
  }

  private static Zone.Code code(Line line, List<String> cells) {
    String text = cells.get(2);
    boolean isRefusal = text.startsWith(REFUSAL);
    CodePattern pattern =
        CodePattern.parse(isRefusal ? text.substring(1) : text)
            .orElseThrow(() -> line.error("\"" + text + "\" is no code such as 127.0.0.2"));
    return new Zone.Code(pattern, isRefusal, new Text(cells.get(4), cells.get(5)));
  }

  private static Set<Zone.Kind> kinds(Line line, String text) {
    Set<Zone.Kind> kinds = EnumSet.noneOf(Zone.Kind.class);
    for (String word : text.split(",", -1)) {
      try {
        kinds.add(Zone.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw line.error("a list lists ip4, ip6 or domain");
      }
    }
    return kinds;
  }
}
