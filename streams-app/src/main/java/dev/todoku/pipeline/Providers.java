package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.tally.Tally;
import org.apache.kafka.streams.Topology;

/** Providers: keyed by provider, remembers the open minutes, the detectors and the latest hours. */
final class Providers {
  private Providers() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.PROVIDERS, settings, metrics)
        .readsInternal(InternalTopics.TALLIES, Tally.class, Tally::time)
        .does(() -> new ProvidersProcessor(settings, metrics))
        .remembers(KeyedBytes.named(Names.MINUTES_STORE))
        .remembers(KeyedBytes.named(Names.DETECTORS_STORE))
        .remembers(KeyedBytes.named(Names.RECENT_STORE))
        .remembers(BeforeImages.named(Names.PROVIDER_IMAGES_STORE, settings.lateWindow()))
        .remembers(KeyedBytes.named(Names.PROVIDER_PUBLISHED_STORE))
        .writes(Topics.PROVIDER_HEALTH)
        .writes(Topics.SIGNALS)
        .writesToAll(InternalTopics.AMNESTIES)
        .writes(InternalTopics.SIGHTINGS)
        .writesWithProgress(InternalTopics.SENDER_MINUTES);
  }
}
