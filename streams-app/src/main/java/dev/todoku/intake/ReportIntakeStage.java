package dev.todoku.intake;

import dev.todoku.schema.Topics;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.Intake;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import org.apache.kafka.streams.Topology;

/**
 * Intake of what mail services report: keyed by sender and source, remembers the Message-IDs behind
 * the services' own ids.
 */
public final class ReportIntakeStage {
  private ReportIntakeStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Intake.REPORTS.stage(), settings, metrics)
        .reads(Intake.REPORTS)
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
