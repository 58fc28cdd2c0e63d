package dev.todoku.senders;

import dev.todoku.schema.Topics;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.SenderMinute;
import org.apache.kafka.streams.Topology;

/**
 * Senders: keyed by From domain, remembers the open minutes, two days of figures and the detectors
 * of its streams.
 */
public final class SendersStage {
  private SendersStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.SENDERS, settings, metrics)
        .readsInternal(InternalTopics.SENDER_MINUTES, SenderMinute.class, SenderMinute::minute)
        .does(() -> new SendersProcessor(settings, metrics))
        .remembers(KeyedBytes.named(Names.SENDER_MINUTES_STORE))
        .remembers(KeyedBytes.named(Names.SENDERS_STORE))
        .remembers(KeyedBytes.named(Names.SENDER_STREAMS_STORE))
        .remembers(BeforeImages.named(Names.SENDER_IMAGES_STORE, settings.lateWindow()))
        .remembers(KeyedBytes.named(Names.SENDER_PUBLISHED_STORE))
        .writes(Topics.SIGNALS);
  }
}
