package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the record types of one sender report: {@code records.tsv} beside its format, columns
 * record, kind, permanent. A record that ends in {@code *} stands for all that begin so.
 */
final class RecordKinds {
  private static final String ANY_END = "*";

  private final Map<String, RecordKind> byName = new HashMap<>();
  private final Map<String, RecordKind> byBeginning = new HashMap<>();

  private RecordKinds() {}

  static RecordKinds load(Class<?> owner) {
    RecordKinds kinds = new RecordKinds();
    for (Line line : Table.read(owner, "records.tsv")) {
      List<String> cells = line.cells(3);
      RecordKind kind = new RecordKind(kind(line, cells.get(1)), permanent(line, cells.get(2)));
      kinds.add(line, cells.get(0), kind);
    }
    return kinds;
  }

  private void add(Line line, String name, RecordKind kind) {
    boolean isBeginning = name.endsWith(ANY_END);
    String key = isBeginning ? name.substring(0, name.length() - ANY_END.length()) : name;
    if ((isBeginning ? byBeginning : byName).put(key, kind) != null) {
      throw line.error("the record " + name + " is there twice");
    }
  }

  /**
   * What a record of {@code type} reports.
   *
   * @throws UnknownRecord when the table has no such type
   */
  RecordKind of(String type) {
    RecordKind kind = byName.get(type);
    if (kind != null) {
      return kind;
    }
    return byBeginning.entrySet().stream()
        .filter(entry -> type.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new UnknownRecord(type));
  }

  boolean has(String type) {
    return byName.containsKey(type);
  }

  private static ReportedKind kind(Line line, String label) {
    return Arrays.stream(ReportedKind.values())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(() -> line.error("there is no kind " + label));
  }

  private static Optional<Boolean> permanent(Line line, String cell) {
    return switch (cell) {
      case "yes" -> Optional.of(true);
      case "no" -> Optional.of(false);
      case "-" -> Optional.empty();
      default -> throw line.error("permanent is yes, no or -, not " + cell);
    };
  }
}
