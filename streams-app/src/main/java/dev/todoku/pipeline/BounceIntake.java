package dev.todoku.pipeline;

import dev.todoku.schema.Topics;
import org.apache.kafka.streams.Topology;

/** Intake of bounce messages: any key, remembers nothing. */
final class BounceIntake {
  private BounceIntake() {}

  static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Names.BOUNCE_INTAKE, settings, metrics)
        .readsRaw(Topics.RAW_BOUNCES)
        .does(() -> new BounceIntakeProcessor(settings, metrics))
        .writes(Topics.SENDS)
        .writes(Topics.DELIVERIES)
        .writes(Topics.BOUNCES)
        .writes(Topics.FEEDBACK);
  }
}
