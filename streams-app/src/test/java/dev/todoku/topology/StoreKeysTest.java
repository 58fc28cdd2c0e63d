package dev.todoku.topology;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.metrics.BoundedLabels;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.testing.Mail;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code todoku_store_keys} says of the stores of an instance. */
class StoreKeysTest {
  private static final Duration NEXT_COUNT = Duration.ofSeconds(10);

  @TempDir Path dir;

  @Test
  void storesAreCountedUntilTheirTaskEnds() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PipelineMetrics metrics = new PipelineMetrics(registry, new BoundedLabels(Set.of(), 10));
    try (TopologyTestDriver driver = TestDriver.onDisk(dir, TestSettings.of(1), metrics)) {
      TestInputTopic<String, Send> sends =
          driver.createInputTopic(
              Topics.SENDS.name(),
              Topics.SENDS.keySerde().serializer(),
              Topics.SENDS.valueSerde().serializer());
      for (int i = 0; i < 30; i++) {
        Mail mail = Mail.to("a" + i + "@example.com", "m" + i + "@shop.example");
        sends.pipeInput(mail.messageId(), mail.send(at("08:00")), at("08:00"));
      }
      driver.advanceWallClockTime(NEXT_COUNT);
      Map<String, Double> keys = keys(registry);
      assertThat(keys).containsKeys("messages", "recipients", "queue-entries", "incidents");
      // RocksDB estimates, and counts what Kafka Streams notes in every store alike.
      assertThat(keys.get("messages") - keys.get("incidents")).isBetween(20.0, 40.0);
    }
    assertThat(keys(registry)).containsEntry("messages", 0.0);
  }

  private static Map<String, Double> keys(SimpleMeterRegistry registry) {
    return registry.find("todoku.store.keys").gauges().stream()
        .collect(Collectors.toMap(gauge -> gauge.getId().getTag("store"), Gauge::value));
  }
}
