package dev.todoku.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CellsTest {

  @Test
  void countsTwoCellsForJapaneseAndNoneForCombiningMarks() {
    assertThat(Cells.width("docomo")).isEqualTo(6);
    assertThat(Cells.width("ドコモ")).isEqualTo(6);
    assertThat(Cells.width("ﾄﾞｺﾓ")).isEqualTo(4);
    assertThat(Cells.width("宛先a不明")).isEqualTo(9);
    assertThat(Cells.width("「注」")).isEqualTo(6);
    assertThat(Cells.width("e\u0301")).isEqualTo(1);
    assertThat(Cells.width("\ud867\ude3d")).as("a kanji beyond 16 bits").isEqualTo(2);
  }

  @Test
  void padsToCellsNotToCharacters() {
    assertThat(Cells.left("不達", 6)).isEqualTo("不達  ");
    assertThat(Cells.right("不達", 6)).isEqualTo("  不達");
    assertThat(Cells.right("12", 4)).isEqualTo("  12");
  }

  @Test
  void cutsBetweenCharactersAndShowsThatItDid() {
    assertThat(Cells.cut("user unknown", 8)).isEqualTo("user un…");
    assertThat(Cells.cut("宛先不明です", 8)).isEqualTo("宛先不…");
    assertThat(Cells.left("宛先不明です", 8)).isEqualTo("宛先不… ");
    assertThat(Cells.cut("宛先不明", 8)).isEqualTo("宛先不明");
    assertThat(Cells.cut("x", 0)).isEmpty();
  }

  @Test
  void lettersThatATerminalWouldObeyBecomeBlanks() {
    assertThat(Cells.cut("550 \u001b[2J\r\nrefused", 40)).isEqualTo("550  [2J  refused");
  }

  @Test
  void breaksEnglishAtBlanks() {
    assertThat(Cells.wrap("Stop bulk mail from this IP.", 12))
        .containsExactly("Stop bulk", "mail from", "this IP.");
    assertThat(Cells.wrap("https://www.example.jp/", 10))
        .containsExactly("https://ww", "w.example.", "jp/");
  }

  @Test
  void breaksJapaneseAnywhereButBeforeClosingMarks() {
    assertThat(Cells.wrap("止めてください。次に", 14)).containsExactly("止めてくださ", "い。次に");
    assertThat(Cells.wrap("送信元 203.0.113.5 から", 12)).containsExactly("送信元", "203.0.113.5", "から");
  }

  @Test
  void wrappedLinesFitAndLoseNothing() {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    String letters = "ab 宛。、)(x ー";
    for (int i = 0; i < 500; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0, letters.length())
              .mapToObj(at -> letters.substring(at, at + 1))
              .collect(Collectors.joining());
      int width = 2 + random.nextInt(20);
      List<String> lines = Cells.wrap(text, width);
      assertThat(lines).as("seed %d", seed).allMatch(line -> Cells.width(line) <= width);
      assertThat(String.join("", lines).replace(" ", ""))
          .as("seed %d", seed)
          .isEqualTo(text.replace(" ", ""));
    }
  }
}
