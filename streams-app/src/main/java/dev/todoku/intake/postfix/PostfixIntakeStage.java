package dev.todoku.intake.postfix;

import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.Intake;
import dev.todoku.streams.KeyedBytes;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import org.apache.kafka.streams.Topology;

/** Intake of Postfix logs: keyed by the sending host, remembers queue entries. */
public final class PostfixIntakeStage {
  private PostfixIntakeStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Intake.POSTFIX.stage(), settings, metrics)
        .reads(Intake.POSTFIX)
        .does(() -> new PostfixIntakeProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.QUEUE_ENTRIES_STORE, settings.queueMemory()))
        .remembers(KeyedBytes.byBytes(Names.PENDING_QUEUE_ENTRIES_STORE))
        .writes(Topics.SENDS)
        .writes(Topics.DELIVERIES)
        .writes(Topics.BOUNCES)
        .writes(Topics.FEEDBACK)
        .writes(Topics.REJECTIONS)
        .writes(InternalTopics.NOTES)
        .writes(Topics.RAW_POSTFIX)
        .writesToAll(InternalTopics.WATERMARKS);
  }
}
