package dev.todoku.cli.demo;

import static dev.todoku.cli.demo.DemoRecords.block;
import static dev.todoku.cli.demo.DemoRecords.outcome;
import static dev.todoku.cli.demo.DemoRecords.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.text.Cells;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LiveViewTest {
  private final OutputView board = board();

  @ParameterizedTest
  @EnumSource(Language.class)
  void showsTheMoment(Language language) throws IOException {
    String screen = text(rows(language, 100, 40));
    try (InputStream in = getClass().getResourceAsStream("screen-" + language.code() + ".txt")) {
      assertThat(screen).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @CsvSource({"JA,80,24", "JA,110,40", "EN,80,24", "EN,60,10", "JA,40,12"})
  void fitsTheScreen(Language language, int width, int height) {
    List<Row> rows = rows(language, width, height);
    assertThat(rows).hasSizeLessThanOrEqualTo(height);
    assertThat(rows).allMatch(row -> Cells.width(row.text()) <= width);
  }

  @Test
  void aProviderThatBlocksStandsOut() {
    assertThat(rows(Language.EN, 100, 40))
        .filteredOn(row -> row.text().startsWith("NTT docomo"))
        .hasSize(1)
        .allMatch(row -> row.tone() == Row.Tone.ALARM && row.text().endsWith("▲ incident"));
    board.add(block(Alert.State.RESOLVED, "15:04"));
    assertThat(rows(Language.EN, 100, 40)).noneMatch(row -> row.tone() == Row.Tone.ALARM);
  }

  @Test
  void coloursAreControlSequencesAroundTheSameText() {
    assertThat(new Row("▲", Row.Tone.ALARM).coloured()).isEqualTo("\u001b[31m▲\u001b[0m");
    assertThat(Row.plain("x").coloured()).isEqualTo("x");
  }

  private List<Row> rows(Language language, int width, int height) {
    DemoWords words = new DemoWords(language, Playbook.load());
    return new LiveView(words, width, height)
        .of(new DemoFrame(board, Feeder.Phase.DAY, 12_345, 1_800));
  }

  private static String text(List<Row> rows) {
    return rows.stream().map(row -> row.text() + "\n").collect(Collectors.joining());
  }

  private static OutputView board() {
    OutputView board = new OutputView();
    board.add(
        outcome(
            "m1@shop.example.jp",
            "demo-1@gmail.com",
            "google",
            Status.DELIVERED,
            Reason.DELIVERED,
            "10:01:02"));
    board.add(
        outcome(
            "m2@shop.example.jp",
            "demo-2@example.co.jp",
            "example.co.jp",
            Status.DEFERRED,
            Reason.RATE_LIMITED,
            "10:19:59"));
    board.add(
        outcome(
            "m3@news.example.jp",
            "demo-7@docomo.ne.jp",
            "docomo",
            Status.BOUNCED,
            Reason.BLOCKED,
            "10:21:00"));
    board.add(row("google", "10:05", 1_000, 3));
    board.add(row("docomo", "10:21", 1, 11));
    board.add(block(Alert.State.OPEN, "10:23"));
    return board;
  }
}
