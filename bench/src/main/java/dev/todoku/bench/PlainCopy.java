package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * The floor: a chain of topics of the pipeline's length, through which records go untouched, as
 * many from hop to hop as the pipeline writes. What it costs is what Kafka costs.
 */
final class PlainCopy implements Contender {
  static final String NAME = "copy";

  private static final String OUTCOMES = "copy.outcomes";
  private static final String RECIPIENT_HEALTH = "copy.recipient-health";
  private static final String TALLIES = "copy.tallies";
  private static final String PROVIDER_HEALTH = "copy.provider-health";

  private final StageRecordCounts hops;

  PlainCopy(StageRecordCounts hops) {
    this.hops = hops;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> topics() {
    return List.of(OUTCOMES, RECIPIENT_HEALTH, TALLIES, PROVIDER_HEALTH);
  }

  @Override
  public Topology topology(TodokuConfig config) {
    Topology topology = new Topology();
    hop(
        topology,
        "correlate",
        Map.of(OUTCOMES, share(hops.outcomes(), hops.events())),
        eventsRead().toArray(String[]::new));
    hop(
        topology,
        "recipients",
        Map.of(
            RECIPIENT_HEALTH,
            share(hops.recipientHealth(), hops.outcomes()),
            TALLIES,
            share(hops.providerDeltas(), hops.outcomes())),
        OUTCOMES);
    hop(
        topology,
        "providers",
        Map.of(PROVIDER_HEALTH, share(hops.providerHealth(), hops.providerDeltas())),
        TALLIES);
    hop(topology, "senders", Map.of(), PROVIDER_HEALTH);
    return topology;
  }

  @Override
  public KafkaStreams streams(TodokuConfig config) {
    return new KafkaStreams(
        topology(config), Application.settings(config, config.topicPartitions()));
  }

  /** Each partition may round its share down. */
  @Override
  public long wrong(Workload workload, Log log) {
    Map<String, Long> counts = log.counts();
    long events = eventsRead().stream().mapToLong(topic -> counts.getOrDefault(topic, 0L)).sum();
    long expected = Math.round(share(hops.outcomes(), hops.events()) * events);
    long missing = Math.abs(counts.getOrDefault(OUTCOMES, 0L) - expected);
    return missing <= log.partitions() ? 0 : missing;
  }

  private static double share(long written, long read) {
    return (double) written / read;
  }

  private static void hop(
      Topology topology, String name, Map<String, Double> shareByTopic, String... from) {
    String source = "from-" + name;
    topology.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), from);
    topology.addProcessor(name, () -> new Thinning(shareByTopic), source);
    shareByTopic
        .keySet()
        .forEach(
            topic ->
                topology.addSink(
                    topic, topic, new ByteArraySerializer(), new ByteArraySerializer(), name));
  }
}
