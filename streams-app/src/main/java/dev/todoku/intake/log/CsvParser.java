package dev.todoku.intake.log;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What parsers of CSV have in common: columns are found by the names in the latest header line.
 * Records may go on over several lines where a cell in quotes does.
 */
public abstract class CsvParser implements LineParser {
  /** A cell with more lines than this is a quote that was never closed. */
  private static final int MOST_LINES = 50;

  private final String program;
  private final Map<String, Integer> columns = new HashMap<>();
  private @Nullable String header;
  private @Nullable StringBuilder open;
  private int openedAt;
  private int openLines;

  protected CsvParser(String program) {
    this.program = program;
  }

  @Override
  public final LineResult parse(String line, int index, long reference) {
    String whole = line.startsWith("\ufeff") ? line.substring(1) : line;
    int at = index;
    if (open != null) {
      whole = open.append('\n').append(whole).toString();
      at = openedAt;
    }
    if (open == null && (whole.isBlank() || isComment(whole))) {
      return new LineResult.Ignored(0, program);
    }
    if (CsvLine.isOpen(whole) && ++openLines < MOST_LINES) {
      open = new StringBuilder(whole);
      openedAt = at;
      return new LineResult.Ignored(0, program);
    }
    open = null;
    openLines = 0;
    String names = headerOf(whole);
    if (names != null) {
      header = whole;
      columns.clear();
      List<String> cells = CsvLine.cells(names);
      for (int i = 0; i < cells.size(); i++) {
        columns.put(cells.get(i).strip().toLowerCase(Locale.ROOT), i);
      }
      return new LineResult.Ignored(0, program);
    }
    if (columns.isEmpty()) {
      return new LineResult.Unreadable("CSV before a header line has named its columns");
    }
    LineResult read = record(new Row(CsvLine.cells(whole)), at);
    return read instanceof LineResult.Read known && RequiredRecipient.isMissing(known.entries())
        ? new LineResult.Unreadable(RequiredRecipient.REASON)
        : read;
  }

  @Override
  public final Optional<String> header() {
    return Optional.ofNullable(header);
  }

  /** The names of the columns, separated by commas, where {@code line} is a header; else null. */
  protected abstract @Nullable String headerOf(String line);

  /** Whether a line is neither header nor record. */
  protected boolean isComment(String line) {
    return false;
  }

  /** Reads a record. */
  protected abstract LineResult record(Row row, int index);

  /** The cells of a record by the names of their columns. */
  protected final class Row {
    private final List<String> cells;

    private Row(List<String> cells) {
      this.cells = cells;
    }

    /** The cell of a column in lower case; empty where there is no such column or cell. */
    public String get(String column) {
      Integer at = columns.get(column);
      return at == null || at >= cells.size() ? "" : cells.get(at);
    }
  }
}
