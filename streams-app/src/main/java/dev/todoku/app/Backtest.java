package dev.todoku.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.config.TodokuConfig;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Topics;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.topology.Pipeline;
import dev.todoku.watermark.Consumed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline in this process and thread, without a broker. Its clock is event time: what
 * happened is processed as if it happened now, so that minutes are judged as they would have been.
 *
 * <p>Not thread-safe.
 */
public final class Backtest implements AutoCloseable {
  /**
   * How far the driver's clock moves at once between records. All stages tick each time: with steps
   * of a minute, nearly half of the time went into that where mail is sparse. The answers are the
   * same with any step, for watermarks decide them: a silence of months is one step.
   */
  private static final long STEP_MS = 15 * 60_000;

  /** How far it moves at once where no more comes: each stage waits a tick for the one before. */
  private static final long LAST_STEP_MS = 60_000;

  /** Silence after which all that happened has been judged, and what stays away has ended. */
  private static final long SETTLED_MS = 12 * 60 * 60_000;

  /**
   * So long before the next record the clock moves in steps again: each stage has come to the end
   * of a silence that was leapt over when the record is there.
   */
  private static final long APPROACH_MS = 3 * 60 * 60_000;

  private static final String DEAD_LETTERS = Topics.DEAD_LETTERS.name();

  private final TopologyTestDriver driver;

  /** Time of the latest record; the driver's clock follows it in steps. */
  private final AtomicLong clock;

  private long driverTime;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Set<String> topics;
  private final List<Written> written;

  /**
   * A record that the pipeline wrote.
   *
   * @param key null for none
   * @param time event time, epoch milliseconds
   * @param reason why it is a dead letter, null when it is none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Written(
      String topic, byte @Nullable [] key, long time, byte[] value, @Nullable String reason) {

    private static Written of(String topic, TestRecord<byte[], byte[]> record) {
      return of(topic, record.key(), record.timestamp(), record.value(), record.headers());
    }

    static Written of(
        String topic, byte @Nullable [] key, long time, byte[] value, Headers headers) {
      Header reason = headers.lastHeader("todoku.reason");
      return new Written(
          topic, key, time, value, reason == null ? null : new String(reason.value(), UTF_8));
    }
  }

  private Backtest(
      TopologyTestDriver driver, AtomicLong clock, Set<String> topics, List<Written> written) {
    this.driver = driver;
    this.clock = clock;
    this.driverTime = clock.get();
    this.topics = topics;
    this.written = written;
  }

  /**
   * Starts without history.
   *
   * @param dir for what does not fit into memory
   * @param start event time of the first record, epoch milliseconds
   * @param topics public topics of which {@link #take} is to give what is written; of the others
   *     nothing is made that no stage reads
   */
  public static Backtest open(TodokuConfig config, Path dir, long start, Set<String> topics) {
    // In which everything becomes silent that nothing comes on.
    AtomicLong clock = new AtomicLong(start - STEP_MS);
    PipelineSettings settings =
        Installation.of(
            config,
            1,
            Consumed.until(Long.MAX_VALUE),
            new FutureLimit(config.eventTimeAheadMax(), clock::get));
    BoundedLabels labels =
        new BoundedLabels(WellKnownProviders.load().names(), config.metricsProvidersMax());
    PipelineMetrics metrics = new PipelineMetrics(new SimpleMeterRegistry(), labels);
    List<Written> written = new ArrayList<>();
    Topology topology =
        new BacktestTopology(Pipeline.topology(settings, metrics), topics, written::add);
    Pipeline.addTo(topology, settings, metrics);
    Backtest backtest =
        new Backtest(
            new TopologyTestDriver(topology, properties(dir), Instant.ofEpochMilli(clock.get())),
            clock,
            Set.copyOf(topics),
            written);
    backtest.advanceTo(start);
    return backtest;
  }

  private static Properties properties(Path dir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "todoku-backtest");
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

  /** Moves the clocks on as if nothing came until then; an earlier time changes nothing. */
  public void advanceTo(long time) {
    step(time, LAST_STEP_MS);
  }

  private void step(long time, long duration) {
    clock.accumulateAndGet(time, Math::max);
    long settled = driverTime + SETTLED_MS;
    while (driverTime + duration <= time) {
      long silence = time - APPROACH_MS - driverTime;
      tick(driverTime >= settled && silence > duration ? silence : duration);
    }
  }

  private void tick(long duration) {
    driverTime += duration;
    driver.advanceWallClockTime(Duration.ofMillis(duration));
  }

  /** Processes a record of an input topic; its timestamp is when it happened. */
  public void process(ProducerRecord<byte[], byte[]> record) {
    step(record.timestamp(), STEP_MS);
    inputs
        .computeIfAbsent(
            record.topic(),
            topic ->
                driver.createInputTopic(
                    topic, new ByteArraySerializer(), new ByteArraySerializer()))
        .pipeInput(record.key(), record.value(), record.timestamp());
  }

  /** Takes what has been written since the last call, topic by topic, of each in its order. */
  public List<Written> take() {
    List<Written> taken = new ArrayList<>(written);
    written.clear();
    if (topics.contains(DEAD_LETTERS) && driver.producedTopicNames().contains(DEAD_LETTERS)) {
      letters().forEach(letter -> taken.add(Written.of(DEAD_LETTERS, letter)));
    }
    taken.sort(Comparator.comparing(Written::topic));
    return taken;
  }

  /** Of records at which a stage failed: these are written by no stage. */
  private List<TestRecord<byte[], byte[]>> letters() {
    return driver
        .createOutputTopic(DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
