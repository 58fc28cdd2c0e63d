package dev.todoku.view;

import dev.todoku.pipeline.InternalTopics;
import dev.todoku.schema.Alert;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views up to date: reads what is committed, all alerts and the last days of provider
 * health, in a thread of its own that commits no offsets.
 */
public final class ViewFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Rows of a minute come late, and partitions differ. */
  private static final Duration READ_BACK = Duration.ofDays(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final HealthView health;
  private final IncidentView incidents;
  private final JudgedView judged;
  private final Thread thread = new Thread(this::run, "todoku-views");
  private volatile boolean stopped;
  private volatile boolean complete;

  private ViewFeed(
      KafkaConsumer<byte[], byte[]> consumer,
      HealthView health,
      IncidentView incidents,
      JudgedView judged) {
    this.consumer = consumer;
    this.judged = judged;
    this.health = health;
    this.incidents = incidents;
  }

  /**
   * Starts to read.
   *
   * @param clientSettings of a consumer; where Kafka is
   */
  public static ViewFeed start(
      Map<String, Object> clientSettings,
      HealthView health,
      IncidentView incidents,
      JudgedView judged) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    ViewFeed feed =
        new ViewFeed(new KafkaConsumer<>(settings, bytes, bytes), health, incidents, judged);
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  /** Whether all that was there at the start has been read. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void close() {
    stopped = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          Stream.of(Topics.ALERTS.name(), Topics.PROVIDER_HEALTH.name())
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      assign(partitions);
      seek(partitions, ends);
      while (!stopped) {
        consumer.poll(POLL).forEach(this::take);
        complete = complete || isAt(ends);
      }
    } catch (WakeupException stop) {
      LOG.debug("asked to stop");
    } catch (KafkaException e) {
      LOG.error("the page and the API show no more news of providers and incidents", e);
    }
  }

  /** How far each task has come stands in every partition, and is said again every few seconds. */
  private void assign(List<TopicPartition> partitions) {
    TopicPartition ofTasks = new TopicPartition(InternalTopics.judged(), 0);
    List<TopicPartition> all = new ArrayList<>(partitions);
    all.add(ofTasks);
    consumer.assign(all);
    consumer.seekToEnd(List.of(ofTasks));
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void seek(Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
    consumer.seekToBeginning(partitions);
    List<TopicPartition> rows =
        partitions.stream()
            .filter(partition -> partition.topic().equals(Topics.PROVIDER_HEALTH.name()))
            .filter(partition -> ends.get(partition) > 0)
            .toList();
    long newest = newest(rows, ends);
    Map<TopicPartition, Long> from = new HashMap<>();
    rows.forEach(partition -> from.put(partition, newest - READ_BACK.toMillis()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> start :
        consumer.offsetsForTimes(from).entrySet()) {
      if (start.getValue() != null) {
        consumer.seek(start.getKey(), start.getValue().offset());
      }
    }
  }

  /** Time of the last rows; a topic may hold last year's. */
  private long newest(List<TopicPartition> rows, Map<TopicPartition, Long> ends) {
    long newest = READ_BACK.toMillis();
    for (TopicPartition partition : rows) {
      // The very last offsets are those of transaction markers.
      consumer.seek(partition, Math.max(0, ends.get(partition) - 100));
    }
    if (!rows.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        newest = Math.max(newest, record.timestamp());
      }
    }
    consumer.seekToBeginning(rows);
    return newest;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(InternalTopics.judged())) {
        InternalTopics.progress(record.value()).ifPresent(judged::add);
      } else if (record.topic().equals(Topics.ALERTS.name())) {
        Alert alert =
            Topics.ALERTS.valueSerde().deserializer().deserialize(record.topic(), record.value());
        incidents.add(alert);
      } else {
        ProviderHealth row =
            Topics.PROVIDER_HEALTH
                .valueSerde()
                .deserializer()
                .deserialize(record.topic(), record.value());
        health.add(row);
      }
    } catch (ContractException e) {
      LOG.warn("left out a record of {} that does not read: {}", record.topic(), e.getMessage());
    }
  }
}
