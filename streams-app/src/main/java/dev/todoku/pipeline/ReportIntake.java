package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import dev.todoku.watermark.WatermarkRecord;
import org.apache.kafka.streams.Topology;

/**
 * Intake of what mail services report: keyed by sender and source, remembers the Message-IDs behind
 * the services' own ids.
 */
final class ReportIntake {
  private ReportIntake() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.REPORT_INTAKE, settings, metrics)
        .readsRaw(Topics.RAW_REPORTS)
        .readsInternal(InternalTopics.REPORT_WATERMARKS, WatermarkRecord::time)
        .does(() -> new ReportIntakeProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.REPORTED_MESSAGES_STORE, settings.joinWindow()))
        .writes(Topics.SENDS)
        .writes(Topics.DELIVERIES)
        .writes(Topics.BOUNCES)
        .writes(Topics.FEEDBACK)
        .writesToAll(InternalTopics.WATERMARKS);
  }
}
