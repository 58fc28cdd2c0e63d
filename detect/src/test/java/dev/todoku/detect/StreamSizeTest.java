package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.FailureType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSizeTest {
  private static final long SEED = 24;
  private static final int DAYS = 14;
  private static final long MINUTE = 60_000;
  private static final int MINUTES = DAYS * 24 * 60;

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @ValueSource(doubles = {6, 60, 600})
  void aStreamOfASourceIpTakesAtMost400BytesAtRest(double perHour) {
    StreamState stream =
        new StreamState(
            EnumSet.of(
                FailureType.REFUSALS,
                FailureType.MASKED_REFUSALS,
                FailureType.RETURNED_MAIL,
                FailureType.SYSTEM_FAILURES));
    for (int i = 0; i < MINUTES; i++) {
      if (random.nextDouble() < perHour / 60) {
        stream.add(Traffic.START + i * MINUTE, minute((int) Math.ceil(perHour / 60)));
      }
    }
    while (!isAtRest(stream)) {
      stream.add(stream.lastAt() + MINUTE, minute(1));
    }
    assertThat(stream.encode().length).isLessThanOrEqualTo(400);
  }

  private static boolean isAtRest(StreamState stream) {
    return stream.watches().stream().allMatch(watch -> watch.detector().isAtRest());
  }

  private StreamMinute minute(int messages) {
    Figures figures = new Figures();
    for (int i = 0; i < messages; i++) {
      boolean isRefused = random.nextDouble() < .005;
      figures.plus(
          isRefused
              ? Set.of(Figure.ATTEMPTS, Figure.REFUSALS)
              : Set.of(Figure.ATTEMPTS, Figure.PROVEN, Figure.ACCEPTED));
    }
    StreamMinute minute = new StreamMinute();
    minute.add("shop.example", figures, Map.of(Batch.NONE, figures), Map.of());
    return minute;
  }
}
