package dev.todoku.streams;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A context whose ticks of the wall clock go by a {@link ClockPace}. What is asked for within less
 * than a second is somebody's hurry and stays as it is.
 */
final class PacedContext implements ProcessorContext<Object, Object> {
  private static final Duration SHORTEST_TICK = Duration.ofSeconds(1);

  private final ProcessorContext<Object, Object> context;
  private final ClockPace pace;
  private final List<PacedTick> ticks = new ArrayList<>();

  PacedContext(ProcessorContext<Object, Object> context, ClockPace pace) {
    this.context = context;
    this.pace = pace;
  }

  /** Something has come to the task: its ticks go as usual again, unless that was nothing new. */
  void wake() {
    if (!pace.isQuiet()) {
      ticks.forEach(PacedTick::wake);
    }
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    if (type != PunctuationType.WALL_CLOCK_TIME || interval.compareTo(SHORTEST_TICK) < 0) {
      return context.schedule(interval, type, callback);
    }
    PacedTick tick = new PacedTick(context, pace, interval, callback);
    ticks.add(tick);
    return () -> {
      ticks.remove(tick);
      tick.cancel();
    };
  }

  /** What is to be done at a time is done then. */
  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    return context.schedule(start, interval, type, callback);
  }

  @Override
  public <K, V> void forward(Record<K, V> record) {
    context.forward(record);
  }

  @Override
  public <K, V> void forward(Record<K, V> record, String child) {
    context.forward(record, child);
  }

  @Override
  public String applicationId() {
    return context.applicationId();
  }

  @Override
  public TaskId taskId() {
    return context.taskId();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return context.recordMetadata();
  }

  @Override
  public Serde<?> keySerde() {
    return context.keySerde();
  }

  @Override
  public Serde<?> valueSerde() {
    return context.valueSerde();
  }

  @Override
  public File stateDir() {
    return context.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return context.metrics();
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // as Kafka declares it
  public <S extends StateStore> S getStateStore(String name) {
    return context.getStateStore(name);
  }

  @Override
  public void commit() {
    context.commit();
  }

  @Override
  public Map<String, Object> appConfigs() {
    return context.appConfigs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return context.appConfigsWithPrefix(prefix);
  }

  @Override
  public long currentSystemTimeMs() {
    return context.currentSystemTimeMs();
  }

  @Override
  public long currentStreamTimeMs() {
    return context.currentStreamTimeMs();
  }
}
