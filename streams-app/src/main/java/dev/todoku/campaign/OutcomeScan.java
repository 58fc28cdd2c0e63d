package dev.todoku.campaign;

import dev.todoku.kafka.ReaderSettings;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** Reads all outcomes from the beginning of the topic to what is its end now. */
public final class OutcomeScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private int unreadable;

  /** Is called with how far a scan is. */
  @FunctionalInterface
  public interface Listener {

    /**
     * So many records are read of so many.
     *
     * @param total of offsets; those of transaction markers and deleted records are among them
     */
    void read(long records, long total);
  }

  /**
   * A scan.
   *
   * @param clientSettings of a consumer; where Kafka is
   */
  public OutcomeScan(Map<String, Object> clientSettings) {
    settings = ReaderSettings.of(clientSettings);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
    settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
  }

  /**
   * What became of {@code campaign}.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
   * @throws TimeoutException when it has not ended after {@code patience}
   */
  public CampaignReport report(String campaign, Duration patience, Listener listener) {
    CampaignReport report = new CampaignReport(campaign);
    // A name is rare among outcomes: whoever does not contain it need not be parsed.
    byte[] needle = JsonMapper.shared().writeValueAsBytes(campaign);
    long deadline = System.nanoTime() + patience.toNanos();
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.OUTCOMES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      long total = sum(ends) - sum(begins);
      long read = 0;
      while (!isAt(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          read++;
          if (record.value() != null && contains(record.value(), needle)) {
            outcome(record).ifPresent(report::add);
          }
        }
        listener.read(read, total);
        if (System.nanoTime() > deadline) {
          throw new TimeoutException("read " + read + " of " + total + " records");
        }
      }
    }
    return report;
  }

  /** Records that were found and are none of the contract. */
  public int unreadable() {
    return unreadable;
  }

  private Optional<Outcome> outcome(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(
          Topics.OUTCOMES.valueSerde().deserializer().deserialize(record.topic(), record.value()));
    } catch (ContractException e) {
      unreadable++;
      return Optional.empty();
    }
  }

  private static boolean isAt(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  static boolean contains(byte[] text, byte[] part) {
    for (int i = 0; i <= text.length - part.length; i++) {
      if (text[i] == part[0] && matches(text, i, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] text, int at, byte[] part) {
    for (int i = 1; i < part.length; i++) {
      if (text[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
