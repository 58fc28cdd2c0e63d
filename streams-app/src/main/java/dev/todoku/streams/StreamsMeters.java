package dev.todoku.streams;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.wire.InternalTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How far the stages are behind, from Kafka's own metrics, which come by partition and task: added
 * up, with names that do not change from one version to the next.
 */
public final class StreamsMeters {
  private static final String LAG = "records-lag";
  private static final String TOPIC = "topic";

  /** One scrape reads the lag of all topics; Kafka gathers some ten thousand metrics for it. */
  private static final long KNOWN_NANOS = Duration.ofSeconds(1).toNanos();

  private final KafkaStreams streams;
  private Map<String, Double> lags = Map.of();
  private long knownAt = System.nanoTime() - KNOWN_NANOS;

  private StreamsMeters(KafkaStreams streams) {
    this.streams = streams;
  }

  public static void bind(KafkaStreams streams, MeterRegistry meters) {
    StreamsMeters all = new StreamsMeters(streams);
    Stream.concat(Topics.all().stream().map(Topic::name), InternalTopics.names().stream())
        .forEach(
            topic ->
                Gauge.builder("todoku.lag.records", all, now -> now.lag(topic))
                    .description("Records of a topic that this instance has yet to read")
                    .tag(TOPIC, topic)
                    .register(meters));
  }

  private synchronized double lag(String topic) {
    long now = System.nanoTime();
    if (now - knownAt >= KNOWN_NANOS) {
      lags = read(streams.metrics());
      knownAt = now;
    }
    return lags.getOrDefault(underscored(topic), 0.0);
  }

  private static Map<String, Double> read(Map<MetricName, ? extends Metric> metrics) {
    Map<String, Double> lags = new HashMap<>();
    metrics.forEach(
        (name, metric) -> {
          String topic = name.tags().get(TOPIC);
          if (topic != null
              && name.name().equals(LAG)
              && metric.metricValue() instanceof Number lag
              && Double.isFinite(lag.doubleValue())) {
            lags.merge(underscored(topic), lag.doubleValue(), Double::sum);
          }
        });
    return lags;
  }

  /** Kafka writes an underscore for a dot in tags of older clients. */
  private static String underscored(String topic) {
    return topic.replace('.', '_');
  }
}
