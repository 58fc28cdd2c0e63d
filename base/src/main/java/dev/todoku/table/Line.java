package dev.todoku.table;

import java.util.List;

/**
 * A line of a table.
 *
 * @param file name of the table
 * @param number of the line, from 1
 * @param text the line without its end
 */
public record Line(String file, int number, String text) {

  /**
   * The cells of this line, which tabs separate.
   *
   * @throws IllegalArgumentException when there are not {@code columns} of them, or one is empty
   */
  public List<String> cells(int columns) {
    List<String> cells = List.of(text.split("\t", -1));
    if (cells.size() != columns) {
      throw error(cells.size() + " cells where the table has " + columns + " columns");
    }
    if (cells.stream().anyMatch(String::isBlank)) {
      throw error("a cell is empty");
    }
    return cells;
  }

  /** An error that names the place: {@code providers.tsv:17: why}. */
  public IllegalArgumentException error(String why) {
    return new IllegalArgumentException(file + ":" + number + ": " + why);
  }
}
