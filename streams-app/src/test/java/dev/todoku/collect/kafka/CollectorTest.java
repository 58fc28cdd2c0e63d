package dev.todoku.collect.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.SourceStatus;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topics;
import dev.todoku.testing.TopicRecords;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.watermark.WriterMarks;
import dev.todoku.wire.InternalTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CollectorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ENTRIES = 4_000;

  @TempDir Path directory;

  /** Counts up to a number, and remembers how far it has come as its position. */
  private static final class Counting implements CollectorSource {
    private final SourceStatus status = new SourceStatus("counting");
    private int next;
    private long readUntil;

    Counting(Map<String, byte[]> stored) {
      byte[] position = stored.get("counting");
      next = position == null ? 0 : Integer.parseInt(new String(position, UTF_8));
    }

    @Override
    public String name() {
      return status.name();
    }

    @Override
    public void poll(long now) {
      readUntil = now;
    }

    @Override
    public long nextTime() {
      return next < ENTRIES ? next : NOTHING;
    }

    @Override
    public CollectedEntry take() {
      byte[] value = String.valueOf(next).getBytes(UTF_8);
      return new CollectedEntry(EntryType.LOG, "mx", value, next++);
    }

    @Override
    public long readUntil() {
      return readUntil;
    }

    @Override
    public Map<String, byte[]> changedPositions() {
      return Map.of("counting", String.valueOf(next).getBytes(UTF_8));
    }

    @Override
    public SourceStatus status() {
      return status;
    }

    @Override
    public void close() {}
  }

  private static Collector.Settings settings(EmbeddedKafka kafka) {
    Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
    return new Collector.Settings(
        "collect-test",
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "delivery.timeout.ms", 5_000,
            "request.timeout.ms", 2_000,
            "max.block.ms", 5_000),
        clients,
        TopicSetup.LARGEST_RECORD,
        1,
        Duration.ofDays(36_500),
        Duration.ofDays(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1));
  }

  private EmbeddedKafka start() {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Duration century = Duration.ofDays(36_500);
      new TopicSetup(1, 1, century, century, InternalTopics.names()).ensure(admin);
      PositionsTopic.ensure(admin, 1);
      PositionsTopic.ensure(admin, 1);
    }
    return kafka;
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedKafka kafka, String topic) {
    return TopicRecords.committed(kafka.bootstrapServers(), topic);
  }

  private static List<WatermarkRecord> marks(EmbeddedKafka kafka) {
    return read(kafka, WriterMarks.OF_LOGS).stream()
        .map(record -> WatermarkRecord.decode(record.value()))
        .toList();
  }

  private static List<Integer> numbers(EmbeddedKafka kafka) {
    return read(kafka, Topics.RAW_POSTFIX.name()).stream()
        .map(record -> Integer.valueOf(new String(record.value(), UTF_8)))
        .toList();
  }

  private static Thread run(Collector collector) {
    Thread thread = new Thread(collector, "collector");
    thread.start();
    return thread;
  }

  @Test
  void goesOnWithoutAGapWhenKafkaIsAwayAndAnotherOneWithItsNameTakesOver() throws Exception {
    List<String> interruptions = new CopyOnWriteArrayList<>();
    Collector.Observer observer =
        new Collector.Observer() {
          @Override
          public void interrupted(String why) {
            interruptions.add(why);
          }
        };
    Collector.Opener opener = stored -> stored == null ? List.of() : List.of(new Counting(stored));
    EmbeddedKafka kafka = start();
    Collector first = new Collector(settings(kafka), opener, observer);
    Thread running = run(first);
    Awaitility.await().atMost(PATIENCE).until(() -> numbers(kafka).size() == ENTRIES);
    kafka.close();
    Awaitility.await().atMost(PATIENCE).until(() -> !interruptions.isEmpty());
    assertThat(interruptions.get(0)).isEqualTo("Kafka does not answer");

    EmbeddedKafka again = EmbeddedKafka.start(directory.resolve("kafka"));
    try {
      Collector second = new Collector(settings(again), opener, observer);
      Thread other = run(second);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> first.failure() != null || second.failure() != null);
      List<Integer> all = numbers(again);
      assertThat(all).hasSize(ENTRIES).doesNotHaveDuplicates();
      assertThat(marks(again)).extracting(WatermarkRecord::writer).containsOnly("collect-test");
      // Whoever took over says how far it has come once it has read its positions.
      long takenOver = System.currentTimeMillis();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> marks(again).stream().anyMatch(mark -> mark.time() >= takenOver - 60_000));
      first.close();
      second.close();
      running.join();
      other.join();
    } finally {
      again.close();
    }
  }
}
