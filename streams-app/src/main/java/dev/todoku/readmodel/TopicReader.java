package dev.todoku.readmodel;

import dev.todoku.kafka.ReaderSettings;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is committed in topics, in a thread of its own that commits no offsets. What ends the
 * reading, such as a topic that is gone, is counted and shown, and after a pause it goes on.
 */
public abstract class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String name;
  private final Map<String, Object> settings;
  private final String trouble;
  private final MeterRegistry meters;
  private final Counter restarts;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile @Nullable String problem;

  /**
   * A reader, not started.
   *
   * @param name of its thread in metrics
   * @param trouble what is wrong while it cannot read, for a person
   * @param clientSettings of a consumer; where Kafka is
   * @param meters where failures and unreadable records are counted
   */
  protected TopicReader(
      String name, String trouble, Map<String, Object> clientSettings, MeterRegistry meters) {
    this.name = name;
    settings = ReaderSettings.of(clientSettings);
    this.trouble = trouble;
    this.meters = meters;
    thread = new Thread(this::run, "todoku-" + name);
    thread.setDaemon(true);
    restarts =
        Counter.builder("todoku.background.restarts")
            .description("How often a thread in the background failed and was started again")
            .tag("thread", name)
            .register(meters);
    Gauge.builder("todoku.background.running", this, reader -> reader.problem == null ? 1 : 0)
        .description("Whether a thread in the background does its work: 1, or 0 when it failed")
        .tag("thread", name)
        .register(meters);
  }

  /** Reads until {@link #isStopped}; what it throws ends it for a pause. */
  protected abstract void read(Consumer<byte[], byte[]> reading);

  /** Begins to read. */
  protected final void start() {
    thread.start();
  }

  protected final boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** That reading works. */
  protected final void works() {
    problem = null;
  }

  /** Why there is no news, for a person; empty when there is. */
  public final Optional<String> problem() {
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
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    while (!isStopped()) {
      try (Consumer<byte[], byte[]> reading = new KafkaConsumer<>(settings, bytes, bytes)) {
        consumer = reading;
        read(reading);
      } catch (WakeupException stopped) {
        LOG.debug("asked to stop");
      } catch (RuntimeException e) {
        restarts.increment();
        problem = trouble + ": " + describe(e);
        LOG.error("{}; reading again in {} s", problem, PAUSE.toSeconds(), e);
        pauseFor(PAUSE);
      } finally {
        consumer = null;
      }
    }
  }

  /** Waits for something that is not there yet; ends earlier when this is closed. */
  protected final void pauseFor(Duration time) {
    try {
      stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  private static String describe(RuntimeException e) {
    return e.getClass().getSimpleName()
        + ": "
        + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * The partitions of topics.
   *
   * @throws IllegalStateException when there is no such topic
   */
  protected static List<TopicPartition> partitions(
      Consumer<?, ?> reading, Stream<? extends Topic<?, ?>> topics) {
    return topics.map(Topic::name).flatMap(topic -> partitionsOf(reading, topic)).toList();
  }

  private static Stream<TopicPartition> partitionsOf(Consumer<?, ?> reading, String topic) {
    return Optional.ofNullable(reading.partitionsFor(topic))
        .filter(partitions -> !partitions.isEmpty())
        .orElseThrow(() -> new IllegalStateException("there is no topic " + topic))
        .stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()));
  }

  /**
   * Leaves out what is further back: of each topic, so many records are read at most before what is
   * new.
   *
   * @param most of all partitions of a topic together
   */
  protected static void skipAllButLatest(
      Consumer<?, ?> reading, Collection<TopicPartition> partitions, long most) {
    Map<String, Long> counts =
        partitions.stream()
            .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()));
    reading
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> {
              long first = end - most / counts.getOrDefault(partition.topic(), 1L);
              if (reading.position(partition) < first) {
                reading.seek(partition, first);
              }
            });
  }

  /** What a record says; empty when it says nothing, which is counted. */
  protected final <T> Optional<T> parse(Topic<?, T> topic, ConsumerRecord<byte[], byte[]> record) {
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
        .tag("thread", name)
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
