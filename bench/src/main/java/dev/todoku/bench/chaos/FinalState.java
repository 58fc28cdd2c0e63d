package dev.todoku.bench.chaos;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the public topics say in the end, as {@link Fates} says it.
 *
 * @param fates the outcome of the highest revision of each message and recipient
 * @param counts sums of provider health
 */
record FinalState(Map<String, String> fates, Map<String, Long> counts) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Reads it; health of minutes from {@code end} on is left out. */
  static FinalState read(String bootstrapServers, long end) {
    FinalState state = new FinalState(new TreeMap<>(), new TreeMap<>());
    Map<String, Outcome> outcomes = new HashMap<>();
    read(bootstrapServers, Topics.OUTCOMES, (key, outcome) -> latest(outcomes, outcome));
    outcomes.forEach((key, outcome) -> state.fates.put(key, Fates.text(outcome)));
    read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> {
          if (row.minute() < end) {
            Fates.count(state.counts, row);
          }
        });
    return state;
  }

  /** How many messages rows of provider health count as accepted from {@code time} on. */
  static long acceptedFrom(String bootstrapServers, long time) {
    long[] accepted = new long[1];
    read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> accepted[0] += row.minute() == time ? row.accepted() : 0);
    return accepted[0];
  }

  private static void latest(Map<String, Outcome> latest, Outcome outcome) {
    latest.merge(
        Fates.key(outcome.messageId(), outcome.recipient()),
        outcome,
        (a, b) -> b.revision() >= a.revision() ? b : a);
  }

  /** Committed records from the beginning to the end as of now. */
  private static <K, V> void read(
      String bootstrapServers, Topic<K, V> topic, BiConsumer<K, V> reader) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            10_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(POLL)
            .forEach(
                record ->
                    reader.accept(
                        topic.keySerde().deserializer().deserialize(null, record.key()),
                        topic.valueSerde().deserializer().deserialize(null, record.value())));
      }
    }
  }
}
