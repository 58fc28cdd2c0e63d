package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.tally.Tally;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Providers: keyed by provider, remembers the open minutes, the detectors and the latest hours. */
final class Providers {
  private Providers() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.PROVIDERS, settings, metrics)
        .readsInternal(InternalTopics.TALLIES, Tally.class, Tally::time)
        .does(() -> new ProvidersProcessor(settings))
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.MINUTES_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.DETECTORS_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .remembers(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(Names.RECENT_STORE),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withCachingEnabled())
        .writes(Topics.PROVIDER_HEALTH)
        .writes(Topics.SIGNALS)
        .writesToAll(InternalTopics.AMNESTIES)
        .writes(InternalTopics.SIGHTINGS)
        .writesWithProgress(InternalTopics.SENDER_MINUTES);
  }
}
