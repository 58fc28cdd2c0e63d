package dev.todoku.intake.bouncemail;

import dev.todoku.schema.Topics;
import dev.todoku.streams.Intake;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.Stage;
import dev.todoku.wire.InternalTopics;
import org.apache.kafka.streams.Topology;

/** Intake of bounce messages: any key, remembers nothing but how far it has come. */
public final class BounceIntakeStage {
  private BounceIntakeStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Intake.BOUNCES.stage(), settings, metrics)
        .reads(Intake.BOUNCES)
        .does(() -> new BounceIntakeProcessor(settings, metrics))
        .remembersWatermark()
        .writes(Topics.SENDS)
        .writes(Topics.DELIVERIES)
        .writes(Topics.BOUNCES)
        .writes(Topics.FEEDBACK)
        .writes(Topics.AGGREGATE_REPORTS)
        .writesToAll(InternalTopics.WATERMARKS);
  }
}
