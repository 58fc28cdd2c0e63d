package dev.todoku.pipeline;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.WatermarkRecord;
import org.apache.kafka.streams.Topology;

/**
 * Correlate: keyed by message-id, remembers the messages of the join window and the reports that
 * came before theirs.
 */
final class Correlate {
  private Correlate() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.CORRELATE, settings, metrics)
        .reads(Topics.SENDS, MailEvent::messageId, MailEvent::time)
        .reads(Topics.DELIVERIES, MailEvent::messageId, MailEvent::time)
        .reads(Topics.BOUNCES, MailEvent::messageId, MailEvent::time)
        .reads(Topics.FEEDBACK, MailEvent::messageId, MailEvent::time)
        .readsInternal(InternalTopics.FOUND, Bounce::time)
        .readsInternal(InternalTopics.WATERMARKS, WatermarkRecord::time)
        .does(() -> new CorrelateProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.MESSAGES_STORE, settings.joinWindow()))
        .remembers(KeyedBytes.byBytes(Names.EARLY_STORE))
        .remembers(KeyedBytes.byBytes(Names.AHEAD_STORE))
        .remembers(KeyedBytes.named(Names.UNPAIRED_COUNTS_STORE))
        .writes(Topics.OUTCOMES)
        .writes(Topics.UNMATCHED)
        .writes(InternalTopics.SEARCHES)
        .writes(InternalTopics.NOTES)
        .writesWithProgress(InternalTopics.FACTS)
        .writesWithProgress(InternalTopics.UNPAIRED);
  }
}
