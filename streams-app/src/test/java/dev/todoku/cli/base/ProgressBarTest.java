package dev.todoku.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long SECOND = 1_000_000_000;

  private final StringWriter terminal = new StringWriter();
  private long now;

  @Test
  void showsShareCountAndRate() {
    try (ProgressBar bar = bar(1_000)) {
      now = 2 * SECOND;
      bar.update(250, 5_000, "mail.log:5000");
      assertThat(terminal.toString())
          .endsWith("[======                  ]  25 %  5,000 records  2,500/s  mail.log:5000");
    }
    assertThat(terminal.toString()).endsWith("\r\u001b[2K");
  }

  @Test
  void showsNoShareWhenTheTotalIsUnknown() {
    try (ProgressBar bar = bar(0)) {
      now = SECOND;
      bar.update(250, 10, "stdin:10");
      assertThat(terminal.toString()).endsWith("10 records  10/s  stdin:10").doesNotContain("%");
    }
  }

  @Test
  void drawsTenTimesASecondAtMost() {
    try (ProgressBar bar = bar(100)) {
      for (int i = 0; i < 1_000; i++) {
        now += SECOND / 1_000;
        bar.update(1, i, "x");
      }
      assertThat(terminal.toString().chars().filter(c -> c == '\r').count()).isEqualTo(10);
    }
  }

  @Test
  void writesNothingWhenThereWasNothingToShow() {
    bar(100).close();
    assertThat(terminal.toString()).isEmpty();
  }

  private ProgressBar bar(long total) {
    return ProgressBar.on(new PrintWriter(terminal, true), () -> now, total);
  }
}
