package dev.todoku.bench;

import dev.todoku.schema.Topics;
import java.util.Map;

/**
 * How many records the pipeline wrote from stage to stage for one workload; a plain copy passes on
 * as many.
 *
 * @param events read by Correlate
 * @param outcomes written by Correlate, read by Recipients
 * @param recipientHealth written by Recipients
 * @param providerDeltas written by Recipients, read by Providers
 * @param providerHealth written by Providers, read by Senders
 */
record StageRecordCounts(
    long events, long outcomes, long recipientHealth, long providerDeltas, long providerHealth) {

  static StageRecordCounts of(RoundFigures pipeline) {
    Map<String, Long> written = pipeline.recordsWritten();
    return new StageRecordCounts(
        pipeline.events(),
        written.getOrDefault(Topics.OUTCOMES.name(), 0L),
        written.getOrDefault(Topics.RECIPIENT_HEALTH.name(), 0L),
        written.getOrDefault("todoku.provider-deltas", 0L),
        written.getOrDefault(Topics.PROVIDER_HEALTH.name(), 0L));
  }
}
