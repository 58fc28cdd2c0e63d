package dev.todoku.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Records that Kafka refused for what they are. A refused record ends its thread and takes all
 * others of its transaction with it; the next attempt writes the same record again and would be
 * refused for ever. What is remembered here becomes a dead letter then ({@link
 * RefusedToDeadLetters}).
 *
 * <p>Which input led to it cannot be known: a refusal comes when others are being processed. One
 * instance for all threads of a process; safe for use by several threads.
 */
public final class RefusedOutputs {
  /** Key under which a process hands this to its producers and handlers. */
  static final String CONFIG = "todoku.refused.outputs";

  /** One that is forgotten is refused once more. */
  private static final int REMEMBERED = 10_000;

  private final MeterRegistry meters;
  private final Map<Identity, String> reasons =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Identity, String> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** What a record is known by; the partition may be chosen anew. */
  private record Identity(String topic, Long timestamp, int keyHash, int valueHash, int size) {
    static Identity of(ProducerRecord<byte[], byte[]> record) {
      byte[] value = record.value();
      return new Identity(
          record.topic(),
          record.timestamp(),
          Arrays.hashCode(record.key()),
          Arrays.hashCode(value),
          value == null ? -1 : value.length);
    }
  }

  RefusedOutputs(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The one that is handed over in {@code configs}. */
  static RefusedOutputs of(Map<String, ?> configs) {
    if (configs.get(CONFIG) instanceof RefusedOutputs outputs) {
      return outputs;
    }
    throw new IllegalArgumentException(CONFIG + " is not handed over");
  }

  /** Whether {@code error} says that the record itself is not acceptable. */
  static boolean isRefusal(Throwable error) {
    return error instanceof InvalidTimestampException
        || error instanceof RecordTooLargeException
        || error instanceof InvalidRecordException;
  }

  /** Remembers a refused record. */
  void add(ProducerRecord<byte[], byte[]> record, String reason) {
    if (reasons.put(Identity.of(record), reason) == null) {
      Counter.builder("todoku.records.refused")
          .description("Records that Kafka refused for their time or size; they are dead letters")
          .tag("topic", Objects.toString(record.topic()))
          .register(meters)
          .increment();
    }
  }

  /** Why a record was refused before, empty when it was not. */
  Optional<String> reason(ProducerRecord<byte[], byte[]> record) {
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(reasons.get(Identity.of(record)));
  }
}
