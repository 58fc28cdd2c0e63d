package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.sender.SenderMinute;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Senders: keyed by From domain, remembers the open minutes, two days of figures and the detectors
 * of its streams.
 */
final class Senders {
  private Senders() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.SENDERS, settings, metrics)
        .readsInternal(InternalTopics.SENDER_MINUTES, SenderMinute.class, SenderMinute::minute)
        .does(() -> new SendersProcessor(settings, metrics))
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.SENDER_MINUTES_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.SENDERS_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.SENDER_STREAMS_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .writes(Topics.SIGNALS);
  }
}
