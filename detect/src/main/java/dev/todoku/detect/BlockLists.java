package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Public DNS blocklists that a reply may name, read from {@code blocklists.tsv}. */
final class BlockLists {
  private record Known(String word, String name) {}

  private static final List<Known> ALL =
      Table.read(BlockLists.class, "blocklists.tsv").stream().map(BlockLists::parse).toList();

  private BlockLists() {}

  /** Names of the lists that a reply names, without repeats. */
  static List<String> namedIn(Evidence.Sample sample) {
    if (sample.reply() == null || sample.reply().text() == null) {
      return List.of();
    }
    String text = sample.reply().text().toLowerCase(Locale.ROOT);
    List<String> names = new ArrayList<>();
    for (Known list : ALL) {
      if (text.contains(list.word()) && !names.contains(list.name())) {
        names.add(list.name());
      }
    }
    return names;
  }

  /** Whether a reply names a list. */
  static boolean isNamedIn(Evidence.Sample sample) {
    return !namedIn(sample).isEmpty();
  }

  private static Known parse(Line line) {
    List<String> cells = line.cells(2);
    return new Known(cells.get(0), cells.get(1));
  }
}
