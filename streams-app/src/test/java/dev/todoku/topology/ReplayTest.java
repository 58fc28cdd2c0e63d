package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.testing.EmbeddedPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input into fresh state twice. */
@Tag("long")
class ReplayTest {
  /** How many revisions come in between is no promise; what they come to is, see the other test. */
  private static final Set<String> REVISED =
      Set.of(Topics.RECIPIENT_HEALTH.name(), Topics.SIGNALS.name(), Topics.ALERTS.name());

  private static final int MESSAGES = 1_500 * Integer.getInteger("todoku.longer", 1);

  @TempDir Path dir;

  @Test
  void severalPartitionsAndThreadsComeToTheSameResults() {
    Results first = results("first");
    assertThat(first.outcomes()).hasSizeGreaterThan(MESSAGES);
    assertThat(first.incidents().values()).anyMatch(text -> text.startsWith("IP_BLOCK"));
    assertThat(first.incidents().keySet()).anyMatch(name -> name.startsWith("source-ip=203"));
    assertThat(first.outcomes().values())
        .filteredOn(outcome -> outcome.recipient().endsWith("@example.co.jp"))
        .extracting(Outcome::provider)
        .containsOnly("microsoft");
    results("second").assertEqualTo(first);
  }

  @Test
  void onePartitionAndOneThreadWriteTheSameBytes() {
    Map<String, List<String>> first = topics("first");
    assertThat(first.get(Topics.ALERTS.name())).isNotEmpty();
    Map<String, List<String>> second = topics("second");
    List<String> differences =
        first.keySet().stream()
            .filter(topic -> !REVISED.contains(topic))
            .map(topic -> topic + ": " + firstDifference(first.get(topic), second.get(topic)))
            .filter(text -> !text.endsWith(": "))
            .toList();
    assertThat(differences).isEmpty();
  }

  private Results results(String name) {
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.prepare(
            dir.resolve(name),
            4,
            Map.of("num.stream.threads", "2", "early.bounce.wait.ms", KillTest.PATIENT))) {
      SeededDay day = new SeededDay(MESSAGES, pipeline);
      day.sendFacts();
      day.sendLog();
      day.sendRest();
      day.close();
      pipeline.run();
      pipeline.settle();
      return Results.complete(pipeline, SeededDay.CLOSING);
    }
  }

  private Map<String, List<String>> topics(String name) {
    try (EmbeddedPipeline pipeline =
        EmbeddedPipeline.prepare(dir.resolve(name), 1, Map.of("num.stream.threads", "1"))) {
      SeededDay day = new SeededDay(MESSAGES, pipeline);
      day.sendRest();
      day.close();
      pipeline.run();
      awaitLastMinute(pipeline);
      pipeline.settle();
      Map<String, List<String>> topics = new LinkedHashMap<>();
      for (Topic<?, ?> topic : Topics.all()) {
        topics.put(topic.name(), describe(topic, pipeline.readRaw(topic.name())));
      }
      return topics;
    }
  }

  private static List<String> describe(
      Topic<?, ?> topic, List<ConsumerRecord<byte[], byte[]>> records) {
    return (topic == Topics.OPEN_INCIDENTS
            ? lastOfEachKey(records)
            : records.stream().sorted(orderOf(topic)))
        .map(ReplayTest::describe)
        .toList();
  }

  /** What a compacted topic promises: how many values before the last are left is the broker's. */
  private static Stream<ConsumerRecord<byte[], byte[]>> lastOfEachKey(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
    records.forEach(record -> last.put(new String(record.key(), UTF_8), record));
    return last.values().stream();
  }

  /**
   * The order of the topic. Two stages write signals, each in its order; where the two meet is
   * decided by when they commit, so that there the order of a key is what is promised.
   */
  private static Comparator<ConsumerRecord<byte[], byte[]>> orderOf(Topic<?, ?> topic) {
    return topic == Topics.SIGNALS || topic == Topics.ALERTS
        ? Comparator.comparing(record -> new String(record.key(), UTF_8))
        : Comparator.comparingLong(ConsumerRecord::offset);
  }

  /** The last minute is closed by the wall clock. */
  private static void awaitLastMinute(EmbeddedPipeline pipeline) {
    Awaitility.await()
        .atMost(EmbeddedPipeline.PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                pipeline.read(Topics.PROVIDER_HEALTH).stream()
                    .mapToLong(ProviderHealth::minute)
                    .anyMatch(minute -> minute == SeededDay.CLOSING / 60_000 * 60_000));
  }

  private static String describe(ConsumerRecord<byte[], byte[]> record) {
    return record.timestamp()
        + " "
        + (record.key() == null ? null : new String(record.key(), UTF_8))
        + " "
        + (record.value() == null ? null : new String(record.value(), UTF_8))
        + " "
        + record.headers();
  }

  private static String firstDifference(List<String> expected, List<String> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        return "record " + i + ": " + expected.get(i) + " became " + actual.get(i);
      }
    }
    return expected.size() == actual.size()
        ? ""
        : expected.size() + " records became " + actual.size();
  }
}
