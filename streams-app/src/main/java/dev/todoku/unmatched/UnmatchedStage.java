package dev.todoku.unmatched;

import dev.todoku.schema.Topics;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.UnmatchedMinute;
import org.apache.kafka.streams.Topology;

/**
 * Unpaired: keyed by sending server or From domain, remembers the open minutes, and what each is
 * used to of sends without an attempt and of bounces without a send.
 */
public final class UnmatchedStage {
  private UnmatchedStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.UNMATCHED, settings, metrics)
        .readsInternal(
            InternalTopics.UNMATCHED_MINUTES, UnmatchedMinute.class, UnmatchedMinute::minute)
        .does(() -> new UnmatchedProcessor(settings, metrics))
        .remembers(KeyedBytes.named(Names.UNMATCHED_MINUTES_STORE))
        .remembers(KeyedBytes.named(Names.UNMATCHED_MONITORS_STORE))
        .remembers(BeforeImages.named(Names.UNMATCHED_IMAGES_STORE, settings.lateWindow()))
        .remembers(KeyedBytes.named(Names.UNMATCHED_PUBLISHED_STORE))
        .writes(Topics.SIGNALS);
  }
}
