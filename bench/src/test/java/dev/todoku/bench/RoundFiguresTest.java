package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundFiguresTest {
  private static final RoundFigures FIGURES =
      new RoundFigures(
          "pipeline",
          600,
          200,
          400,
          10,
          3,
          1,
          1_000,
          Map.of("messages", 80_000L, "recipients", 40_000L),
          Map.of(
              "mail.outcomes",
              250L,
              "todoku.provider-deltas",
              240L,
              "mail.recipient-health",
              6L,
              "todoku-messages-changelog",
              220L,
              "todoku-early-messages-changelog",
              20L,
              "todoku-recipients-changelog",
              200L),
          0);

  @Test
  void shouldCountThroughputByTheProcessorsOfContenderAndBrokerAndByTheClock() {
    assertThat(FIGURES.messagesPerCpuSecond()).isEqualTo(50);
    assertThat(FIGURES.messagesPerSecond()).isEqualTo(20);
  }

  @Test
  void shouldSpreadStateOverAllMessagesInState() {
    assertThat(FIGURES.stateBytesPerMessage()).isEqualTo(120);
    assertThat(FIGURES.bytesPerMessage("messages")).isEqualTo(80);
    assertThat(FIGURES.bytesPerMessage("nothing")).isZero();
  }

  @Test
  void shouldCountChangelogRecordsOfTheMeasuredMessages() {
    assertThat(FIGURES.changelogRecordsPerSend()).isEqualTo(2.2);
    assertThat(FIGURES.changelogRecordsPerSend("recipients")).isEqualTo(1);
  }

  @Test
  void shouldTellHowManyRecordsThePlainCopyHasToPassOn() {
    assertThat(StageRecordCounts.of(FIGURES)).isEqualTo(new StageRecordCounts(400, 250, 6, 240, 0));
  }
}
