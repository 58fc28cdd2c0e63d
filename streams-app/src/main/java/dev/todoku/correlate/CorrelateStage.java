package dev.todoku.correlate;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import org.apache.kafka.streams.Topology;

/**
 * Correlate: keyed by message-id, remembers the messages of the join window and the reports that
 * came before theirs.
 */
public final class CorrelateStage {
  private CorrelateStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.CORRELATE, settings, metrics)
        .reads(Topics.SENDS, MailEvent::messageId, MailEvent::time)
        .reads(Topics.DELIVERIES, MailEvent::messageId, MailEvent::time)
        .reads(Topics.BOUNCES, MailEvent::messageId, MailEvent::time)
        .reads(Topics.FEEDBACK, MailEvent::messageId, MailEvent::time)
        .readsInternal(InternalTopics.MATCH_RESULTS, Bounce::time)
        .readsInternal(InternalTopics.WATERMARKS, WatermarkRecord::time)
        .does(() -> new CorrelateProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.MESSAGES_STORE, settings.joinWindow()))
        .remembers(KeyedBytes.byBytes(Names.EARLY_STORE))
        .remembers(KeyedBytes.byBytes(Names.AHEAD_STORE))
        .remembers(KeyedBytes.named(Names.UNMATCHED_COUNTS_STORE))
        .writes(Topics.OUTCOMES)
        .writes(Topics.FAILURES)
        .writes(Topics.UNMATCHED)
        .writes(InternalTopics.MATCH_REQUESTS)
        .writes(InternalTopics.NOTES)
        .writesWithProgress(InternalTopics.MESSAGE_UPDATES)
        .writesWithProgress(InternalTopics.UNMATCHED_MINUTES);
  }
}
