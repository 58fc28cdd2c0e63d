package dev.todoku.cli.replay;

import dev.todoku.cli.base.Failure;
import dev.todoku.watermark.WriterMarks;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records in the order given, and fails with the first one that Kafka refuses. */
final class RecordWriter implements AutoCloseable {
  /** Large batches: throughput counts here, not latency. */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG,
          20,
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 * 1024,
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true);

  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Failure> refused = new AtomicReference<>();

  RecordWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * @param settings of the producer, which outrank what is set here
   * @param largestRecord in bytes
   */
  static RecordWriter connect(Map<String, Object> settings, int largestRecord) {
    Map<String, Object> all = new HashMap<>(DEFAULTS);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecord);
    all.putAll(settings);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new RecordWriter(new KafkaProducer<>(all, bytes, bytes));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the errors.
  void write(ReplayItem.Entry entry) {
    failIfRefused();
    producer.send(
        entry.toWrite(),
        (metadata, e) -> {
          if (e != null) {
            refused.compareAndSet(
                null,
                Failure.of(
                    e,
                    "replay.refused",
                    entry.place(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
          }
        });
  }

  /** What says how far this writer has come; its own words go the same way as its records. */
  WriterMarks marks(int partitions) {
    return new WriterMarks(producer, "replay-" + UUID.randomUUID(), partitions);
  }

  /** Waits until everything is written. */
  void flush() {
    producer.flush();
    failIfRefused();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void failIfRefused() {
    Failure failure = refused.get();
    if (failure != null) {
      throw failure;
    }
  }
}
