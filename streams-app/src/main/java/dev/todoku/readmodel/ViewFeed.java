package dev.todoku.readmodel;

import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.wire.InternalTopics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views up to date: reads what is committed, all alerts and the last days of provider
 * health, in a thread of its own that commits no offsets. What ends the reading, such as a topic
 * that is gone, is counted and shown, and after a pause it goes on from where it was.
 */
public final class ViewFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Rows of a minute come late, and partitions differ. */
  private static final Duration READ_BACK = Duration.ofDays(2);

  private final Map<String, Object> settings;
  private final HealthView health;
  private final IncidentView incidents;
  private final IncidentNotes notes;
  private final JudgedView judged;
  private final MeterRegistry meters;
  private final Counter restarts;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "todoku-views");
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean complete;
  private volatile String problem;

  private ViewFeed(
      Map<String, Object> settings,
      HealthView health,
      IncidentView incidents,
      IncidentNotes notes,
      JudgedView judged,
      MeterRegistry meters) {
    this.settings = settings;
    this.judged = judged;
    this.health = health;
    this.incidents = incidents;
    this.notes = notes;
    this.meters = meters;
    restarts =
        Counter.builder("todoku.background.restarts")
            .description("How often a thread in the background failed and was started again")
            .tag("thread", "views")
            .register(meters);
    Gauge.builder("todoku.background.running", this, feed -> feed.problem == null ? 1 : 0)
        .description("Whether a thread in the background does its work: 1, or 0 when it failed")
        .tag("thread", "views")
        .register(meters);
  }

  /**
   * Starts to read.
   *
   * @param clientSettings of a consumer; where Kafka is
   * @param meters where failures and unreadable records are counted
   */
  public static ViewFeed start(
      Map<String, Object> clientSettings,
      HealthView health,
      IncidentView incidents,
      IncidentNotes notes,
      JudgedView judged,
      MeterRegistry meters) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    ViewFeed feed = new ViewFeed(settings, health, incidents, notes, judged, meters);
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  /** Whether all that was there at the start has been read. */
  public boolean isComplete() {
    return complete;
  }

  /** Why the page and the API show no news, for a person; empty when they do. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void close() {
    stop.countDown();
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopped()) {
      try {
        read();
      } catch (WakeupException stopped) {
        LOG.debug("asked to stop");
      } catch (RuntimeException e) {
        restarts.increment();
        problem = "page and API show no news of providers and incidents: " + describe(e);
        LOG.error("{}; reading again in {} s", problem, PAUSE.toSeconds(), e);
        pause();
      }
    }
  }

  private static String describe(RuntimeException e) {
    return e.getClass().getSimpleName()
        + ": "
        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void pause() {
    try {
      stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  private void read() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (Consumer<byte[], byte[]> reading = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer = reading;
      List<TopicPartition> partitions =
          Stream.of(Topics.ALERTS, Topics.INCIDENT_NOTES, Topics.PROVIDER_HEALTH)
              .map(Topic::name)
              .flatMap(topic -> partitionsOf(reading, topic))
              .toList();
      assign(reading, partitions);
      Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
      if (positions.isEmpty()) {
        seek(reading, partitions, ends);
      }
      positions.forEach(reading::seek);
      while (!isStopped()) {
        reading.poll(POLL).forEach(this::take);
        partitions.forEach(partition -> positions.put(partition, reading.position(partition)));
        complete = complete || isAt(ends);
        problem = null;
      }
    } finally {
      consumer = null;
    }
  }

  /** How far each task has come stands in every partition, and is said again every few seconds. */
  private static void assign(Consumer<?, ?> reading, List<TopicPartition> partitions) {
    TopicPartition ofTasks = new TopicPartition(InternalTopics.judged(), 0);
    List<TopicPartition> all = new ArrayList<>(partitions);
    all.add(ofTasks);
    reading.assign(all);
    reading.seekToEnd(List.of(ofTasks));
  }

  private static Stream<TopicPartition> partitionsOf(Consumer<?, ?> reading, String topic) {
    return Optional.ofNullable(reading.partitionsFor(topic))
        .filter(partitions -> !partitions.isEmpty())
        .orElseThrow(() -> new IllegalStateException("there is no topic " + topic))
        .stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue());
  }

  private static void seek(
      Consumer<byte[], byte[]> reading,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    reading.seekToBeginning(partitions);
    List<TopicPartition> rows =
        partitions.stream()
            .filter(partition -> partition.topic().equals(Topics.PROVIDER_HEALTH.name()))
            .filter(partition -> ends.get(partition) > 0)
            .toList();
    long newest = newest(reading, rows, ends);
    Map<TopicPartition, Long> from = new HashMap<>();
    rows.forEach(partition -> from.put(partition, newest - READ_BACK.toMillis()));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> start :
        reading.offsetsForTimes(from).entrySet()) {
      if (start.getValue() != null) {
        reading.seek(start.getKey(), start.getValue().offset());
      }
    }
  }

  /** Time of the last rows; a topic may hold last year's. */
  private static long newest(
      Consumer<byte[], byte[]> reading, List<TopicPartition> rows, Map<TopicPartition, Long> ends) {
    long newest = READ_BACK.toMillis();
    for (TopicPartition partition : rows) {
      // The very last offsets are those of transaction markers.
      reading.seek(partition, Math.max(0, ends.get(partition) - 100));
    }
    if (!rows.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : reading.poll(POLL)) {
        newest = Math.max(newest, record.timestamp());
      }
    }
    reading.seekToBeginning(rows);
    return newest;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(InternalTopics.judged())) {
      InternalTopics.progress(record.value()).ifPresent(judged::add);
    } else if (record.topic().equals(Topics.ALERTS.name())) {
      read(Topics.ALERTS, record).ifPresent(incidents::add);
    } else if (record.topic().equals(Topics.INCIDENT_NOTES.name())) {
      read(Topics.INCIDENT_NOTES, record).ifPresent(notes::add);
    } else {
      read(Topics.PROVIDER_HEALTH, record).ifPresent(health::add);
    }
  }

  /** What a record says; empty when it says nothing, which is counted. */
  private <T> Optional<T> read(Topic<?, T> topic, ConsumerRecord<byte[], byte[]> record) {
    String why = "it has no value";
    try {
      Optional<T> value =
          Optional.ofNullable(
              topic.valueSerde().deserializer().deserialize(record.topic(), record.value()));
      if (value.isPresent()) {
        return value;
      }
    } catch (ContractException e) {
      why = e.getMessage();
    }
    Counter.builder("todoku.view.records.unreadable")
        .description("Records that page and API leave out, since they cannot be read")
        .tag("topic", topic.name())
        .register(meters)
        .increment();
    LOG.warn(
        "left out {}-{} at offset {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why);
    return Optional.empty();
  }
}
