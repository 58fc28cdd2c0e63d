package dev.todoku.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindingProducerTest {
  private static final int RECORDS = 1_000;
  private static final int SLOW_COMMIT = 3;

  private static EmbeddedKafka kafka;

  @TempDir Path state;
  private int written;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("in", 2, (short) 1),
                  new NewTopic("out", 2, (short) 1),
                  new NewTopic("other", 1, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void takesNothingMoreOnceATransactionWasAborted() {
    try (RewindingProducer producer =
        new RewindingProducer(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "one"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("other", new byte[1]));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("other", new byte[1]));
      producer.abortTransaction();

      assertThatThrownBy(producer::beginTransaction)
          .isInstanceOf(ProducerFencedException.class)
          .hasMessage("a transaction was aborted: its input is read again from what was committed");
    }
  }

  /** A commit that takes too long fails all tasks of its thread. */
  @Test
  void whatWasAbortedIsReadAgain() throws Exception {
    SlowOnce clients = new SlowOnce();
    Topology topology = new Topology();
    topology.addSource("source", "in");
    topology.addSink("sink", "out", "source");
    try (KafkaStreams streams = new KafkaStreams(topology, settings(), clients)) {
      streams.start();
      try (KafkaProducer<String, String> producer = producer()) {
        for (int i = 0; i < RECORDS || !clients.hasFailed(); i++, written++) {
          producer.send(new ProducerRecord<>("in", i % 2, null, "r" + i));
          producer.flush();
        }
      }

      await()
          .atMost(Duration.ofSeconds(120))
          .untilAsserted(() -> assertThat(committed()).hasSizeGreaterThanOrEqualTo(written));
      assertThat(committed()).doesNotHaveDuplicates().hasSize(written);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "application.id",
            "rewinding",
            "state.dir",
            state.toString(),
            "processing.guarantee",
            "exactly_once_v2",
            "num.stream.threads",
            1,
            "commit.interval.ms",
            200,
            "default.key.serde",
            Serdes.StringSerde.class.getName(),
            "default.value.serde",
            Serdes.StringSerde.class.getName()));
    settings.put("main.consumer.max.poll.records", 10);
    return settings;
  }

  private static KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> committed() {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> all =
          List.of(new TopicPartition("out", 0), new TopicPartition("out", 1));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  /** The clients of the pipeline; the third commit of their producer takes too long. */
  private static final class SlowOnce implements KafkaClientSupplier {
    private final RewindingClients usual = new RewindingClients();
    private final AtomicInteger commits = new AtomicInteger();

    boolean hasFailed() {
      return commits.get() >= SLOW_COMMIT;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
      return usual.getAdmin(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
      return new RewindingProducer(settings) {
        @Override
        public void commitTransaction() {
          if (commits.incrementAndGet() == SLOW_COMMIT) {
            throw new TimeoutException("as a broker without time answers");
          }
          super.commitTransaction();
        }
      };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
      return usual.getConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
      return usual.getRestoreConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
      return usual.getGlobalConsumer(settings);
    }
  }
}
