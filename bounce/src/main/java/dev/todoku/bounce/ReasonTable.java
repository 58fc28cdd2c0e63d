package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.List;

/** A table of which every row leads to a reason. */
record ReasonTable(List<Row> rows) {

  /** One row of a table. */
  record Row(Line line, List<String> cells) {

    String cell(int column) {
      return cells.get(column);
    }

    /** The reason named in {@code column}. */
    Reason reason(int column) {
      try {
        return Reason.valueOf(cell(column));
      } catch (IllegalArgumentException unknown) {
        throw error("no reason is called " + cell(column));
      }
    }

    /** {@code text-rules.tsv:17}. */
    String place() {
      return line.file() + ':' + line.number();
    }

    /** What to throw when this row is wrong: it names file and line. */
    IllegalArgumentException error(String problem) {
      return line.error(problem);
    }
  }

  /** The table in resource {@code name} of this package. */
  static ReasonTable load(String name, int columns) {
    return of(Table.read(ReasonTable.class, name), columns);
  }

  /**
   * The table in {@code lines}.
   *
   * @throws IllegalArgumentException with file and line, when a row has not as many cells as there
   *     are {@code columns}
   */
  static ReasonTable of(List<Line> lines, int columns) {
    return new ReasonTable(
        lines.stream()
            .map(line -> new Row(line, line.cells(columns).stream().map(String::strip).toList()))
            .toList());
  }
}
