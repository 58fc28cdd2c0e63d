package dev.todoku.streams;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The door of a stage: lets in what can be read, is keyed and placed as its topic promises and
 * claims a possible time. What stands in a wrong place is written again to where it belongs; the
 * rest becomes a dead letter.
 */
final class InputValidator<T> implements Processor<byte[], Incoming<T>, Object, Object> {
  private final Inlet<T> inlet;
  private final PipelineSettings settings;
  private final PipelineMetrics metrics;

  private ProcessorContext<Object, Object> context;
  private TypedSink<String, T> stage;
  private TypedSink<byte[], byte[]> again;
  private DeadLetters deadLetters;

  /**
   * What a stage expects of one of its inputs.
   *
   * @param topic name of the topic
   * @param stage name of the processor behind the door
   * @param keyOf the key that a value must have, which is null where the key does not matter
   * @param timeOf event time of a value
   */
  record Inlet<T>(
      String topic, String stage, Function<T, @Nullable String> keyOf, ToLongFunction<T> timeOf) {}

  InputValidator(Inlet<T> inlet, PipelineSettings settings, PipelineMetrics metrics) {
    this.inlet = inlet;
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    stage = new TypedSink<>(context, inlet.stage());
    again = new TypedSink<>(context, Names.sink(inlet.stage(), inlet.topic()));
    deadLetters = new DeadLetters(context, inlet.stage(), metrics);
  }

  @Override
  public void process(Record<byte[], Incoming<T>> record) {
    Incoming<T> incoming = record.value();
    metrics.received(inlet.topic());
    T value = incoming.value();
    if (value == null) {
      reject(record, Objects.requireNonNull(incoming.problem()));
      return;
    }
    long eventTime = inlet.timeOf().applyAsLong(value);
    // EventTime has held it back to the latest time that it can have.
    Optional<String> objection = settings.future().objection(eventTime, record.timestamp());
    if (objection.isPresent()) {
      reject(record, objection.get());
      return;
    }
    String key = inlet.keyOf().apply(value);
    byte[] expected = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    if (expected != null && !isPlacedBy(expected, record.key())) {
      metrics.misplaced(inlet.topic());
      again.send(expected, incoming.bytes(), eventTime);
      return;
    }
    stage.send(key, value, eventTime);
  }

  private boolean isPlacedBy(byte[] expected, byte[] actual) {
    int partition = context.recordMetadata().map(RecordMetadata::partition).orElse(0);
    return Arrays.equals(expected, actual) && settings.placement().isRight(expected, partition);
  }

  private void reject(Record<byte[], Incoming<T>> record, String reason) {
    deadLetters.send(record.key(), record.value().bytes(), record.timestamp(), reason);
  }
}
