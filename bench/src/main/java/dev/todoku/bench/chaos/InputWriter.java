package dev.todoku.bench.chaos;

import dev.todoku.watermark.WriterMarks;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes input, and marks how far it has come. */
final class InputWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final WriterMarks marks;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Connects.
   *
   * @param partitions of all topics
   */
  InputWriter(String bootstrapServers, int partitions) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 5,
                // All brokers may be gone for ten minutes.
                "delivery.timeout.ms", 1_200_000,
                "max.block.ms", 1_200_000,
                "buffer.memory", 128 * 1024 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    marks = new WriterMarks(producer, "chaos", partitions);
  }

  /** Writes one record. */
  void send(InputRecord entry) {
    checkFailure();
    var unused =
        producer.send(
            new ProducerRecord<>(entry.topic(), null, entry.time(), entry.key(), entry.value()),
            (metadata, refusal) -> {
              if (refusal != null) {
                failure.set(refusal);
              }
            });
  }

  /** Marks that everything before {@code time} is written. */
  void passing(long time) {
    marks.passing(time);
  }

  /** Marks that nothing more comes. */
  void end(long time) {
    producer.flush();
    checkFailure();
    marks.advance(time);
    marks.close();
  }

  private void checkFailure() {
    if (failure.get() != null) {
      throw new KafkaException("the broker refused a record", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
