package dev.todoku.app;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams whose metrics any thread may read. Those of the stores ask RocksDB when they are
 * read, and to ask a RocksDB that its own thread closes meanwhile ends the process: they are left
 * out. How many keys the stores have is counted by the threads that own them.
 */
final class ScrapedStreams extends KafkaStreams {
  private static final String OF_STORES = "stream-state-metrics";

  ScrapedStreams(Topology topology, Properties settings) {
    super(topology, settings, new RewindingClients());
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return super.metrics().entrySet().stream()
        .filter(metric -> !metric.getKey().group().equals(OF_STORES))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
