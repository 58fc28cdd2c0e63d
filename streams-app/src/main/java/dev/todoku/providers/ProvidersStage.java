package dev.todoku.providers;

import dev.todoku.schema.Topics;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.ProviderDelta;
import org.apache.kafka.streams.Topology;

/** Providers: keyed by provider, remembers the open minutes, the detectors and the latest hours. */
public final class ProvidersStage {
  private ProvidersStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.PROVIDERS, settings, metrics)
        .readsInternal(InternalTopics.PROVIDER_DELTAS, ProviderDelta.class, ProviderDelta::time)
        .does(() -> new ProvidersProcessor(settings, metrics))
        .remembers(KeyedBytes.named(Names.MINUTES_STORE))
        .remembers(KeyedBytes.named(Names.DETECTORS_STORE))
        .remembers(KeyedBytes.named(Names.RECENT_STORE))
        .remembers(BeforeImages.named(Names.PROVIDER_IMAGES_STORE, settings.lateWindow()))
        .remembers(KeyedBytes.named(Names.PROVIDER_PUBLISHED_STORE))
        .writes(Topics.PROVIDER_HEALTH)
        .writes(Topics.SIGNALS)
        .writesToAll(InternalTopics.SUPPRESSION_EXEMPTIONS)
        .writes(InternalTopics.SENDER_ACTIVITY)
        .writesWithProgress(InternalTopics.SENDER_MINUTES);
  }
}
