package dev.todoku.cli.score;

import dev.todoku.cli.base.Failure;
import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message says of one recipient, as a person found.
 *
 * @param file name of the message's file without directories
 * @param index which of its recipients, from 1
 * @param reasons the right answers, the best one first
 * @param dead whether the address is dead
 * @param alsoDead another answer that counts as right, null when there is none
 */
record Expected(
    String file, int index, Set<Reason> reasons, boolean dead, @Nullable Boolean alsoDead) {
  private static final String FILE = "file";
  private static final String INDEX = "index";
  private static final String REASON = "reason";
  private static final String DEAD = "hard_bounce";
  private static final String OTHER = "alt_";

  Reason reason() {
    return reasons.iterator().next();
  }

  boolean isRight(Reason reason) {
    return reasons.contains(reason);
  }

  boolean isRight(boolean saidDead) {
    return saidDead == dead || (alsoDead != null && alsoDead == saidDead);
  }

  /**
   * Reads a table whose first line names its columns, which tabs separate: file, index, reason,
   * hard_bounce; where two answers are right, alt_reason and alt_hard_bounce too. Other columns are
   * left.
   *
   * @throws Failure with file and line, when it is not such a table
   */
  static List<Expected> read(Path table) {
    try (var reader = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
      List<Line> lines = Table.lines(table.toString(), reader);
      if (lines.isEmpty()) {
        throw Failure.of("table.empty", table);
      }
      return new Rows(lines.get(0)).read(lines.subList(1, lines.size()));
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", table, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw Failure.because(e);
    }
  }

  private record Rows(List<String> columns, ReasonSpelling spelling) {

    Rows(Line header) {
      this(List.of(header.text().split("\t", -1)), new ReasonSpelling());
      for (String needed : List.of(FILE, INDEX, REASON, DEAD)) {
        if (!columns.contains(needed)) {
          throw header.error("no column is called " + needed);
        }
      }
    }

    List<Expected> read(List<Line> lines) {
      List<Expected> rows = new ArrayList<>();
      lines.forEach(line -> rows.add(row(line)));
      return rows;
    }

    private Expected row(Line line) {
      Set<Reason> reasons = new LinkedHashSet<>();
      reasons.add(reason(line, cell(line, REASON)));
      String other = cell(line, OTHER + REASON);
      if (!other.isEmpty()) {
        reasons.add(reason(line, other));
      }
      String alsoDead = cell(line, OTHER + DEAD);
      return new Expected(
          cell(line, FILE),
          index(line),
          reasons,
          Boolean.parseBoolean(cell(line, DEAD)),
          alsoDead.isEmpty() ? null : Boolean.valueOf(alsoDead));
    }

    private Reason reason(Line line, String name) {
      return spelling.of(name).orElseThrow(() -> line.error("no reason is called " + name));
    }

    private int index(Line line) {
      try {
        return Integer.parseInt(cell(line, INDEX));
      } catch (NumberFormatException e) {
        throw line.error("index is no number: " + cell(line, INDEX));
      }
    }

    /** Empty where the line ends before it, and where there is no such column. */
    private String cell(Line line, String column) {
      String[] cells = line.text().split("\t", -1);
      int index = columns.indexOf(column);
      return index < 0 || index >= cells.length ? "" : cells[index].strip();
    }
  }
}
