package dev.todoku.cli.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** How much state has yet to be read back, and how far copies on standby are behind. */
final class RestoreMeters implements StateRestoreListener, StandbyUpdateListener {
  private final Map<TopicPartition, Long> toRestore = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> standbyLag = new ConcurrentHashMap<>();

  private RestoreMeters() {}

  /** Listens to streams that are not started yet. */
  static void bind(KafkaStreams streams, MeterRegistry meters) {
    RestoreMeters listener = new RestoreMeters();
    streams.setGlobalStateRestoreListener(listener);
    streams.setStandbyUpdateListener(listener);
    Gauge.builder("todoku.restore.remaining.records", listener.toRestore, RestoreMeters::sum)
        .description("Records to be read before this instance processes what it was assigned")
        .register(meters);
    Gauge.builder("todoku.standby.lag.records", listener.standbyLag, RestoreMeters::sum)
        .description("Records by which the copies on this instance are behind")
        .register(meters);
  }

  private static double sum(Map<TopicPartition, Long> records) {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    toRestore.put(partition, end - start);
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
    toRestore.computeIfPresent(partition, (unused, left) -> Math.max(0, left - count));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    toRestore.remove(partition);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    toRestore.remove(partition);
  }

  @Override
  public void onUpdateStart(TopicPartition partition, String store, long start) {
    standbyLag.put(partition, 0L);
  }

  @Override
  public void onBatchLoaded(
      TopicPartition partition,
      String store,
      TaskId task,
      long batchEnd,
      long batchSize,
      long currentEnd) {
    standbyLag.put(partition, Math.max(0, currentEnd - batchEnd - 1));
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition partition, String store, long offset, long end, SuspendReason reason) {
    standbyLag.remove(partition);
  }
}
