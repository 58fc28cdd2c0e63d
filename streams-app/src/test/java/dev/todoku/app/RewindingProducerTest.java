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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindingProducerTest {
  private static final int RECORDS = 200;
  private static final String BAD = "bad";

  private static EmbeddedKafka kafka;

  @TempDir Path state;

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

  /** Partition 0 is healthy; the task of partition 1 has to begin anew in the middle. */
  @Test
  void whatWasAbortedWithAFailedTaskIsReadAgainByAllTasksOfItsThread() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    Topology topology = new Topology();
    topology.addSource("source", "in");
    topology.addProcessor("copy", () -> new Copy(failures), "source");
    topology.addSink("sink", "out", "copy");
    try (ScrapedStreams streams = new ScrapedStreams(topology, settings())) {
      streams.start();
      write();

      await().atMost(Duration.ofSeconds(120)).until(() -> committed().size() >= 2 * RECORDS);
      assertThat(failures).as("times that the bad record was read").hasValue(2);
      assertThat(committed()).doesNotHaveDuplicates().hasSize(2 * RECORDS);
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
            500,
            "default.key.serde",
            Serdes.StringSerde.class.getName(),
            "default.value.serde",
            Serdes.StringSerde.class.getName()));
    settings.put("main.consumer.max.poll.records", 10);
    return settings;
  }

  private static void write() {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>("in", 0, null, "0-" + i));
        producer.send(new ProducerRecord<>("in", 1, null, i == RECORDS / 2 ? BAD : "1-" + i));
      }
    }
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

  /** Hands records on; the first bad one finds its task lost, as a missing changelog does. */
  private static final class Copy extends ContextualProcessor<String, String, String, String> {
    private final AtomicInteger failures;

    Copy(AtomicInteger failures) {
      this.failures = failures;
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.value().equals(BAD) && failures.getAndIncrement() == 0) {
        throw new TaskCorruptedException(Set.of(context().taskId()));
      }
      context().forward(record);
    }
  }
}
