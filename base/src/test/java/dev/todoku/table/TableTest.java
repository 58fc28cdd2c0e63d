package dev.todoku.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final List<Line> fruit = Table.read(TableTest.class, "fruit.tsv");

  @Test
  void skipsCommentsAndEmptyLinesAndKeepsTheNumbersOfTheOthers() {
    assertThat(fruit).extracting(Line::number).containsExactly(3, 4, 5, 6);
  }

  @Test
  void readsCellsInUtf8() {
    assertThat(fruit.get(3).cells(2)).containsExactly("黄", "檸檬");
  }

  @Test
  void namesFileAndLineOfAMissingAndOfAnEmptyCell() {
    assertThatThrownBy(() -> fruit.get(1).cells(2))
        .hasMessage("fruit.tsv:4: 1 cells where the table has 2 columns");
    assertThatThrownBy(() -> fruit.get(2).cells(2)).hasMessage("fruit.tsv:5: a cell is empty");
  }

  @Test
  void saysWhichResourceIsMissing() {
    assertThatThrownBy(() -> Table.read(TableTest.class, "none.tsv"))
        .hasMessage("no resource none.tsv beside dev.todoku.table.TableTest");
  }
}
