package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.unpaired.UnpairedMinute;
import org.apache.kafka.streams.Topology;

/**
 * Unpaired: keyed by sending server or From domain, remembers the open minutes, and what each is
 * used to of sends without an attempt and of bounces without a send.
 */
final class Unpaired {
  private Unpaired() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.UNPAIRED, settings, metrics)
        .readsInternal(InternalTopics.UNPAIRED, UnpairedMinute.class, UnpairedMinute::minute)
        .does(() -> new UnpairedProcessor(settings, metrics))
        .remembers(KeyedBytes.named(Names.UNPAIRED_MINUTES_STORE))
        .remembers(KeyedBytes.named(Names.UNPAIRED_STORE))
        .remembers(BeforeImages.named(Names.UNPAIRED_IMAGES_STORE, settings.lateWindow()))
        .remembers(KeyedBytes.named(Names.UNPAIRED_PUBLISHED_STORE))
        .writes(Topics.SIGNALS);
  }
}
