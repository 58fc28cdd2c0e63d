package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final List<String> lines = new ArrayList<>();
  private long seconds = 100;
  private final ProgressLine progress =
      new ProgressLine(lines::add, () -> TimeUnit.SECONDS.toNanos(seconds));

  @Test
  void shouldTellOfALongStepEveryTwoSeconds() {
    progress.begin("writing");
    for (int written = 0; written < 5_000; written += 1_000) {
      progress.print(written, "messages written");
      seconds++;
    }

    assertThat(lines)
        .containsExactly(
            "writing", "writing: 2,000 messages written", "writing: 4,000 messages written");
  }

  @Test
  void shouldTellOnlyTheBeginningOfAShortStep() {
    progress.begin("writing");
    seconds++;
    progress.print(1_000, "messages written");

    assertThat(lines).containsExactly("writing");
  }
}
