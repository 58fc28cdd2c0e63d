package dev.todoku.collect.kafka;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.SourceStatus;
import dev.todoku.kafka.ReaderSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic of one partition in another Kafka holds, up to where it ended at the begin. */
public final class TopicSource implements CollectorSource {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int PARTITION = 0;

  private final EntryType type;
  private final String key;
  private final SourceStatus status;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final long end;
  private final Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long next;
  private long readUntil;
  private boolean isChanged;

  /**
   * Goes on where it was.
   *
   * @param clientSettings of a consumer; where the other Kafka is
   * @param type what its records are
   * @param stored the positions of all sources, by their key
   */
  public TopicSource(
      Map<String, Object> clientSettings,
      String topic,
      EntryType type,
      Map<String, byte[]> stored) {
    this.type = type;
    key = "topic:" + topic;
    status = new SourceStatus(topic);
    partition = new TopicPartition(topic, PARTITION);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer = new KafkaConsumer<>(ReaderSettings.of(clientSettings), bytes, bytes);
    consumer.assign(List.of(partition));
    end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    byte[] position = stored.get(key);
    if (position == null) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seek(partition, Long.parseLong(new String(position, StandardCharsets.US_ASCII)));
    }
    next = consumer.position(partition);
  }

  @Override
  public String name() {
    return status.name();
  }

  @Override
  public void poll(long now) {
    readUntil = now;
    while (waiting.isEmpty() && consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(waiting::add);
    }
  }

  /** Whether everything has been given. */
  public boolean isAtEnd() {
    return waiting.isEmpty() && consumer.position(partition) >= end;
  }

  @Override
  public long nextTime() {
    return waiting.isEmpty() ? NOTHING : waiting.peek().timestamp();
  }

  @Override
  public CollectedEntry take() {
    ConsumerRecord<byte[], byte[]> record = waiting.remove();
    next = record.offset() + 1;
    isChanged = true;
    byte[] value = record.value() == null ? new byte[0] : record.value();
    byte[] host = record.key() == null ? new byte[0] : record.key();
    status.onBytes(value.length);
    return new CollectedEntry(
        type, new String(host, StandardCharsets.UTF_8), value, record.timestamp(), headers(record));
  }

  private static Map<String, byte[]> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), header.value());
      }
    }
    return headers;
  }

  @Override
  public long readUntil() {
    return readUntil;
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    if (!isChanged) {
      return Map.of();
    }
    isChanged = false;
    return Map.of(key, String.valueOf(next).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
