package dev.todoku.intake.log;

import java.util.ArrayList;
import java.util.List;

/** The cells of a line of CSV (RFC 4180). A line without quotes is only cut at its commas. */
public final class CsvLine {
  private CsvLine() {}

  /** The cells. A quote that does not end ends with the line. */
  public static List<String> cells(String line) {
    List<String> cells = new ArrayList<>(32);
    int at = 0;
    while (at <= line.length()) {
      boolean isQuoted = at < line.length() && line.charAt(at) == '"';
      if (isQuoted) {
        StringBuilder cell = new StringBuilder();
        at = quoted(line, at + 1, cell);
        cells.add(cell.toString());
      } else {
        int comma = line.indexOf(',', at);
        int end = comma < 0 ? line.length() : comma;
        cells.add(line.substring(at, end));
        at = end + 1;
      }
    }
    return cells;
  }

  /** Whether a quote is open at the end of the line: the record goes on in the next one. */
  public static boolean isOpen(String line) {
    int at = line.indexOf('"');
    if (at < 0) {
      return false;
    }
    at = line.lastIndexOf(',', at) + 1;
    while (at < line.length()) {
      if (line.charAt(at) == '"') {
        int close = closing(line, at + 1);
        if (close < 0) {
          return true;
        }
        at = close;
      }
      int comma = line.indexOf(',', at);
      at = comma < 0 ? line.length() : comma + 1;
    }
    return false;
  }

  /** The quote that ends a cell: one that is not doubled. -1 when there is none. */
  private static int closing(String line, int from) {
    int quote = line.indexOf('"', from);
    while (quote >= 0 && line.startsWith("\"", quote + 1)) {
      quote = line.indexOf('"', quote + 2);
    }
    return quote;
  }

  /** Index behind the comma that ends the cell. */
  private static int quoted(String line, int from, StringBuilder cell) {
    int at = from;
    while (at < line.length()) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        cell.append(line, at, line.length());
        return line.length() + 1;
      }
      cell.append(line, at, quote);
      if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
        cell.append('"');
        at = quote + 2;
      } else {
        int comma = line.indexOf(',', quote);
        return comma < 0 ? line.length() + 1 : comma + 1;
      }
    }
    return line.length() + 1;
  }
}
