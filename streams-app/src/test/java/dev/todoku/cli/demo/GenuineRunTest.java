package dev.todoku.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Status;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GenuineRunTest {
  private final GenuineRun genuine = GenuineRun.load();

  @Test
  void readsTheLogWithItsTimes() {
    assertThat(genuine.lines()).hasSize(264);
    assertThat(genuine.lines().get(0).time()).isEqualTo(at("2026-11-21T20:47:43Z"));
  }

  @Test
  void readsEveryBounceMessageWithItsDate() {
    assertThat(genuine.bounces()).hasSize(14);
    assertThat(genuine.bounces())
        .allMatch(message -> message.text().contains("multipart/report"))
        .allMatch(message -> message.time() >= at("2026-11-21T20:47:52Z"))
        .allMatch(message -> message.time() < at("2026-11-21T21:00:00Z"));
  }

  @Test
  void expectsAnEndForEveryRecipientOfTheLog() {
    Map<Status, Long> ends =
        genuine.expected().stream()
            .collect(Collectors.groupingBy(GenuineRun.Expected::status, Collectors.counting()));
    assertThat(ends)
        .containsOnly(
            Map.entry(Status.DELIVERED, 16L),
            Map.entry(Status.BOUNCED, 3L),
            Map.entry(Status.EXPIRED, 5L));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
