package dev.todoku.intake;

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

/**
 * Intake of other servers' logs: keyed by format and sending host, remembers the messages in the
 * queues of those servers and the header lines of their files.
 */
public final class LogIntakeStage {
  private LogIntakeStage() {}

  public static void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics) {
    new Stage(topology, Intake.LOGS.stage(), settings, metrics)
        .reads(Intake.LOGS)
        .does(() -> new LogIntakeProcessor(settings, metrics))
        .remembersWatermark()
        .remembers(DayBuckets.builder(Names.OPEN_MESSAGES_STORE, settings.queueMemory()))
        .remembers(KeyedBytes.byBytes(Names.WAITING_MESSAGES_STORE))
        .remembers(KeyedBytes.named(Names.LOG_SOURCES_STORE))
        .writes(Topics.SENDS)
        .writes(Topics.DELIVERIES)
        .writes(Topics.BOUNCES)
        .writes(Topics.FEEDBACK)
        .writes(Topics.RAW_LOGS)
        .writesToAll(InternalTopics.WATERMARKS);
  }
}
