package dev.todoku.testing;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.WriterMarks;
import dev.todoku.wire.InternalTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TopologyDescription;
import org.awaitility.Awaitility;

/** The real pipeline on a real broker, both in this JVM: the fixture of the integration tests. */
public final class EmbeddedPipeline implements AutoCloseable {
  /** Long enough for the slowest CI machine; nothing waits for it to pass. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration ALL_OF_THE_FUTURE = Duration.ofDays(36_500);

  private final EmbeddedKafka kafka;
  private final int partitions;
  private final TodokuConfig config;
  private final Set<String> inputs;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, List<TopicPartition>> partitionsOf = new HashMap<>();
  private List<TopicPartition> watched = List.of();
  private KafkaStreams streams;
  private WriterMarks marks;
  private KafkaConsumer<byte[], byte[]> ends;
  private final Map<Integer, Long> reached = new HashMap<>();

  private EmbeddedPipeline(Path dir, int partitions, Map<String, String> overrides) {
    this.partitions = partitions;
    kafka = EmbeddedKafka.start();
    config = config(dir, overrides);
    inputs = inputs(Application.topology(config).describe());
    admin = Admin.create(clients());
    consumer = consumer();
    new TopicSetup(partitions, 1, Duration.ofDays(3_650), ALL_OF_THE_FUTURE, InternalTopics.names())
        .ensure(admin);
    Map<String, Object> settings = clients();
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * 1024 * 1024);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    // A machine busy with other things may stall the broker: no reason to send anything twice.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TodokuConfig config(Path dir, Map<String, String> overrides) {
    Map<String, String> settings = new HashMap<>(overrides);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.putIfAbsent("state.dir", dir.toString());
    // Simulated days need not be over by the clock of this machine.
    settings.putIfAbsent("event.time.ahead.max.ms", String.valueOf(ALL_OF_THE_FUTURE.toMillis()));
    settings.putIfAbsent("intake.postfix.zone", "UTC");
    // Tests write without long pauses.
    settings.putIfAbsent("watermark.replay.patience.ms", "5000");
    // The servers of the genuine log's recipients listen on loopback addresses.
    settings.putIfAbsent("intake.postfix.hops.providers", "127.0.0.0/8");
    return TodokuConfig.load(null, Map.of(), settings);
  }

  /** A broker with empty topics; nothing runs on it yet. */
  public static EmbeddedPipeline prepare(Path dir, int partitions, Map<String, String> overrides) {
    return new EmbeddedPipeline(dir, partitions, overrides);
  }

  /** A broker with empty topics and the pipeline running. */
  public static EmbeddedPipeline start(Path dir, int partitions, Map<String, String> overrides) {
    EmbeddedPipeline pipeline = prepare(dir, partitions, overrides);
    pipeline.run();
    return pipeline;
  }

  /** Starts the pipeline, once all that was sent is written, and waits until it runs. */
  public void run() {
    producer.flush();
    streams = Application.streams(config, partitions, new SimpleMeterRegistry());
    streams.start();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> streams.state() == KafkaStreams.State.RUNNING);
  }

  private static Set<String> inputs(TopologyDescription topology) {
    return topology.subtopologies().stream()
        .flatMap(subtopology -> subtopology.nodes().stream())
        .filter(TopologyDescription.Source.class::isInstance)
        .flatMap(source -> ((TopologyDescription.Source) source).topicSet().stream())
        .collect(Collectors.toSet());
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public KafkaStreams.State state() {
    return streams.state();
  }

  public <T> void send(Topic<String, T> topic, String key, T value, long timestamp) {
    byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
    sendRaw(
        topic.name(), keyBytes, topic.valueSerde().serializer().serialize(null, value), timestamp);
  }

  public void sendRaw(String topic, byte[] key, byte[] value, long timestamp) {
    producer.send(new ProducerRecord<>(topic, null, timestamp, key, value));
  }

  public void sendRaw(ProducerRecord<byte[], byte[]> record) throws Exception {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  /**
   * Says that all events before {@code time} are written, and waits until every stage has taken
   * note: what waits for event time then need not wait for the wall clock.
   */
  public void passTo(long time) {
    if (marks == null) {
      marks = new WriterMarks(producer, "test", partitions);
      // How far the tasks of the last stage but one have come stands in every partition.
      ends = consumer();
      ends.assign(List.of(new TopicPartition("todoku.sender-minutes", 0)));
      ends.seekToBeginning(ends.assignment());
    }
    marks.advance(time);
    long minute = time - Math.floorMod(time, 60_000);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> havePassed(minute));
    settle();
  }

  private boolean havePassed(long minute) {
    for (ConsumerRecord<byte[], byte[]> record : ends.poll(Duration.ofMillis(50))) {
      if (record.value()[0] == 1) {
        StageWatermark progress =
            StageWatermark.decode(Arrays.copyOfRange(record.value(), 1, record.value().length));
        reached.merge(progress.partition(), progress.time(), Math::max);
      }
    }
    return reached.values().stream().filter(time -> time >= minute).count() == partitions;
  }

  /**
   * Waits until everything written so far has passed through all stages, wherever they run. What a
   * stage does later of itself, because nothing comes, is not waited for.
   */
  public void settle() {
    producer.flush();
    if (watched.isEmpty()) {
      Set<String> names = new HashSet<>(inputs);
      Topics.all().forEach(topic -> names.add(topic.name()));
      // Intakes go on saying how far they have come while nothing comes.
      names.removeIf(topic -> topic.endsWith("watermarks"));
      watched = names.stream().flatMap(topic -> partitions(topic).stream()).toList();
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(this::isSettled);
  }

  /**
   * A stage commits how far it has come together with what it has written. When every stage has
   * come to the end of its input, the ends are still where they were before and no transaction is
   * open, nothing is under way.
   */
  private boolean isSettled() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(config.applicationId())
            .partitionsToOffsetAndMetadata()
            .get();
    Map<TopicPartition, Long> unread = new HashMap<>();
    for (TopicPartition partition : watched) {
      OffsetAndMetadata reached = committed.get(partition);
      long from = reached == null ? 0 : reached.offset();
      if (inputs.contains(partition.topic()) && from < ends.get(partition)) {
        unread.put(partition, from);
      }
    }
    return areEmpty(unread, ends)
        && ends.equals(ends(IsolationLevel.READ_COMMITTED))
        && ends.equals(ends(IsolationLevel.READ_UNCOMMITTED));
  }

  /** Whether nothing but the marks of finished transactions stands there. */
  private boolean areEmpty(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    Set<TopicPartition> open = new HashSet<>(from.keySet());
    long before = -1;
    for (long at = 0; !open.isEmpty() && at != before; ) {
      if (!consumer.poll(Duration.ofMillis(50)).isEmpty()) {
        return false;
      }
      before = at;
      at = from.keySet().stream().mapToLong(consumer::position).sum();
      open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
    }
    return open.isEmpty();
  }

  private Map<TopicPartition, Long> ends(IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        watched.stream().collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** Asked for once: a broker that is asked for each read takes a quarter of a test's time. */
  private List<TopicPartition> partitions(String topic) {
    return partitionsOf.computeIfAbsent(topic, name -> TopicRecords.partitions(consumer, name));
  }

  /** All records of a topic, by partition and offset. */
  public List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicRecords.committed(consumer, partitions(topic));
    records.sort(
        Comparator.comparingInt((ConsumerRecord<byte[], byte[]> r) -> r.partition())
            .thenComparingLong(ConsumerRecord::offset));
    return records;
  }

  /** All values of a topic, by partition and offset. */
  public <K, V> List<V> read(Topic<K, V> topic) {
    return readRaw(topic.name()).stream()
        .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        TopicRecords.settings(bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Map<String, Object> clients() {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /** Stops the pipeline; the broker goes on. */
  public void stop() {
    streams.close(
        CloseOptions.timeout(PATIENCE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
    if (ends != null) {
      ends.close();
    }
    admin.close();
    if (streams != null) {
      stop();
    }
    kafka.close();
  }
}
