package dev.todoku.app;

import dev.todoku.app.Backtest.Written;
import dev.todoku.config.TodokuConfig;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Topics;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.watermark.Consumed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Stages of the pipeline on a driver without a broker. Used by one thread at a time. */
final class BacktestPart implements AutoCloseable {
  private static final String DEAD_LETTERS = Topics.DEAD_LETTERS.name();

  /** What stages write to each other the driver keeps until it is read: it is thrown away. */
  private static final int RECORDS_BETWEEN_CLEARINGS = 1_000;

  private final TopologyTestDriver driver;
  private final AtomicLong clock;
  private final Set<String> read;
  private final boolean asksForLetters;
  private final Consumer<Written> to;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private int records;

  private BacktestPart(
      TopologyTestDriver driver,
      AtomicLong clock,
      Set<String> read,
      boolean asksForLetters,
      Consumer<Written> to) {
    this.driver = driver;
    this.clock = clock;
    this.read = read;
    this.asksForLetters = asksForLetters;
    this.to = to;
  }

  /** Which stages it has. */
  interface Stages {
    /** Adds them to a topology that is empty. */
    void addTo(Topology topology, PipelineSettings settings, PipelineMetrics metrics);
  }

  /**
   * Starts without history.
   *
   * @param name for its directory below {@code dir}
   * @param start what its clock shows, epoch milliseconds
   * @param asked topics of which {@code to} gets what is written
   */
  static BacktestPart open(
      String name,
      Stages stages,
      TodokuConfig config,
      Path dir,
      long start,
      Set<String> asked,
      Consumer<Written> to) {
    AtomicLong clock = new AtomicLong(start);
    PipelineSettings settings =
        Installation.of(
            config,
            1,
            Consumed.until(Long.MAX_VALUE),
            new FutureLimit(config.eventTimeAheadMax(), clock::get));
    PipelineMetrics metrics =
        new PipelineMetrics(
            new SimpleMeterRegistry(),
            new BoundedLabels(WellKnownProviders.load().names(), config.metricsProvidersMax()));
    Topology described = new Topology();
    stages.addTo(described, settings, metrics);
    Set<String> read = readIn(described.describe());
    Topology topology = new BacktestTopology(read, asked, to);
    stages.addTo(topology, settings, metrics);
    TopologyTestDriver driver =
        new TopologyTestDriver(topology, properties(name, dir), Instant.ofEpochMilli(start));
    return new BacktestPart(driver, clock, read, asked.contains(DEAD_LETTERS), to);
  }

  private static Set<String> readIn(TopologyDescription whole) {
    Set<String> topics =
        whole.subtopologies().stream()
            .flatMap(part -> part.nodes().stream())
            .filter(TopologyDescription.Source.class::isInstance)
            .map(TopologyDescription.Source.class::cast)
            .flatMap(source -> source.topicSet().stream())
            .collect(Collectors.toCollection(HashSet::new));
    whole.globalStores().forEach(store -> topics.addAll(store.source().topicSet()));
    return topics;
  }

  private static Properties properties(String name, Path dir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "todoku-backtest-" + name);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    // Nothing else can come: to look at each empty input before each record took half of the time.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndContinueExceptionHandler.class);
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, BadRecords.class);
    return properties;
  }

  /** Topics that its stages read. */
  Set<String> read() {
    return read;
  }

  /** By what time an event can be of the future, epoch milliseconds. */
  void clockIsAt(long time) {
    clock.set(time);
  }

  /** Moves the clock that wakes the stages. */
  void tick(Duration duration) {
    driver.advanceWallClockTime(duration);
  }

  /** Processes a record of a topic that its stages read, and what follows from it here. */
  void process(String topic, byte @Nullable [] key, byte[] value, long time) {
    inputs.computeIfAbsent(topic, this::open).pipeInput(key, value, time);
    records++;
    if (records % RECORDS_BETWEEN_CLEARINGS == 0) {
      clear();
    }
  }

  private TestInputTopic<byte[], byte[]> open(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Throws away what the driver keeps, but for records at which a stage failed. */
  void clear() {
    for (String topic : driver.producedTopicNames()) {
      List<TestRecord<byte[], byte[]>> kept =
          driver
              .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readRecordsToList();
      if (asksForLetters && topic.equals(DEAD_LETTERS)) {
        kept.forEach(letter -> to.accept(Written.of(DEAD_LETTERS, letter)));
      }
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
