package dev.todoku.streams;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.wire.InternalTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How far the stages are behind and how much they remember, from Kafka's own metrics, which come by
 * partition and task: added up, with names that do not change from one version to the next.
 */
public final class StreamsMeters {
  private static final List<String> STORES =
      List.of(
          Names.QUEUE_ENTRIES_STORE,
          Names.MESSAGES_STORE,
          Names.EARLY_STORE,
          Names.RECIPIENTS_STORE,
          Names.MATCH_REQUESTS_STORE,
          Names.DETECTORS_STORE,
          Names.SENDERS_STORE,
          Names.UNMATCHED_MONITORS_STORE,
          Names.INCIDENTS_STORE);

  private final KafkaStreams streams;

  private StreamsMeters(KafkaStreams streams) {
    this.streams = streams;
  }

  public static void bind(KafkaStreams streams, MeterRegistry meters) {
    StreamsMeters all = new StreamsMeters(streams);
    for (String store : STORES) {
      Gauge.builder("todoku.store.keys", all, now -> now.keys(store))
          .description("Keys in a store on this instance, as RocksDB estimates")
          .tag("store", store)
          .register(meters);
    }
    Stream.concat(Topics.all().stream().map(Topic::name), InternalTopics.names().stream())
        .forEach(
            topic ->
                Gauge.builder("todoku.lag.records", all, now -> now.lag(topic))
                    .description("Records of a topic that this instance has yet to read")
                    .tag("topic", topic)
                    .register(meters));
  }

  private double keys(String store) {
    return sum("estimate-num-keys", tags -> tags.containsValue(store));
  }

  /** Kafka writes an underscore for a dot in tags of older clients. */
  private double lag(String topic) {
    String underscored = topic.replace('.', '_');
    return sum(
        "records-lag",
        tags -> topic.equals(tags.get("topic")) || underscored.equals(tags.get("topic")));
  }

  private double sum(String name, Predicate<Map<String, String>> which) {
    return streams.metrics().entrySet().stream()
        .filter(entry -> isWanted(entry.getKey(), name, which))
        .map(entry -> entry.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .filter(Double::isFinite)
        .sum();
  }

  private static boolean isWanted(
      MetricName metric, String name, Predicate<Map<String, String>> which) {
    return metric.name().equals(name) && which.test(metric.tags());
  }
}
