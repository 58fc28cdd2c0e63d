package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.watermark.WatermarkRecord;
import org.apache.kafka.streams.Topology;

/** Intake of Postfix logs: keyed by the sending host, remembers half-told stories. */
final class PostfixIntake {
  private PostfixIntake() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.POSTFIX_INTAKE, settings, metrics)
        .readsRaw(Topics.RAW_POSTFIX)
        .readsInternal(InternalTopics.LOG_WATERMARKS, WatermarkRecord::time)
        .does(() -> new PostfixIntakeProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.STORIES_STORE, settings.queueMemory()))
        .remembers(KeyedBytes.byBytes(Names.UNSETTLED_STORE))
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
