package dev.todoku.collect.kafka;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.WriterMarks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes entries, positions and how far a collector has come, all of them or nothing. Whoever
 * connects with the same name ends what another one with it has begun, and that one fails.
 */
final class TransactionalWriter implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final String collector;
  private final Producer<byte[], byte[]> producer;
  private final WriterMarks marks;

  TransactionalWriter(String collector, Producer<byte[], byte[]> producer, int partitions) {
    this.collector = collector;
    this.producer = producer;
    marks = new WriterMarks(producer, collector, partitions);
  }

  /**
   * Connects.
   *
   * @param collector who writes; its own among all that write at the same time
   * @param settings of the producer, which outrank what is set here
   * @param largestRecord in bytes
   * @param partitions of the joined topics
   */
  static TransactionalWriter connect(
      String collector, Map<String, Object> settings, int largestRecord, int partitions) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecord);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 * 1024 * 1024);
    // What is not written in time is read again.
    all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    all.putAll(settings);
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, collector);
    ByteArraySerializer bytes = new ByteArraySerializer();
    Producer<byte[], byte[]> producer = new KafkaProducer<>(all, bytes, bytes);
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new TransactionalWriter(collector, producer, partitions);
  }

  /**
   * Writes.
   *
   * @param positions by their key; those with a null value are forgotten
   * @param reached event time before which everything is written with this, milliseconds since 1970
   */
  @SuppressWarnings("FutureReturnValueIgnored") // A commit fails when a record was refused.
  void write(List<CollectedEntry> entries, Map<String, byte[]> positions, long reached) {
    producer.beginTransaction();
    entries.forEach(entry -> producer.send(record(entry)));
    positions.forEach((key, value) -> producer.send(PositionsTopic.record(collector, key, value)));
    if (reached > 0) {
      marks.advance(reached);
    }
    producer.commitTransaction();
  }

  private static ProducerRecord<byte[], byte[]> record(CollectedEntry entry) {
    String topic =
        switch (entry.feed()) {
          case LOG -> Topics.RAW_POSTFIX.name();
          case SERVER_LOG -> Topics.RAW_LOGS.name();
          case BOUNCE -> Topics.RAW_BOUNCES.name();
          case REPORT -> Topics.RAW_REPORTS.name();
        };
    byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, entry.time(), key, entry.value());
    entry.headers().forEach(record.headers()::add);
    return record;
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
