package dev.todoku.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.schema.Status;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final int MESSAGES = 20_000;
  private static final long START = 1_795_219_200_000L;
  private static final Workload WORKLOAD = new Workload("m", MESSAGES, START, Duration.ofHours(1));

  @Test
  void shouldMakeTheSameMailInEveryRun() {
    Workload again = new Workload("m", MESSAGES, START, Duration.ofHours(1));

    assertThat(IntStream.range(0, 100).mapToObj(again::mail))
        .isEqualTo(IntStream.range(0, 100).mapToObj(WORKLOAD::mail).toList());
    assertThat(WORKLOAD.mail(0).send().messageId())
        .isEqualTo(new Workload("m", 1, START, Duration.ZERO).mail(0).send().messageId());
  }

  @Test
  void shouldBounceThreePercent() {
    long bounced =
        IntStream.range(0, MESSAGES)
            .filter(number -> WORKLOAD.mail(number).truth() == Status.BOUNCED)
            .count();

    assertThat((double) bounced / MESSAGES).isCloseTo(0.03, within(0.005));
  }

  @Test
  void shouldSpreadTheSendsOverItsSpan() {
    assertThat(WORKLOAD.mail(0).send().time()).isEqualTo(START);
    assertThat(WORKLOAD.mail(MESSAGES / 2).send().time()).isEqualTo(START + 1_800_000);
  }

  @Test
  void shouldKnowItsOwnMessagesByTheirMessageId() {
    Workload other = new Workload("o", MESSAGES, START, Duration.ofHours(1));

    assertThat(WORKLOAD.numberOf(WORKLOAD.mail(123).send().messageId())).isEqualTo(123);
    assertThat(WORKLOAD.numberOf(other.mail(123).send().messageId())).isEqualTo(-1);
  }
}
