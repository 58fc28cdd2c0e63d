package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

  @Test
  void keepsWhatWasWrittenInAGivenDirectoryWithItsEventTime(@TempDir Path dir) throws Exception {
    long longAgo = 946_684_800_000L;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      try (Admin admin = Admin.create(client(kafka))) {
        admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1))).all().get();
      }
      try (var producer =
          new KafkaProducer<>(client(kafka), new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("letters", 0, longAgo, "key", "value")).get();
      }
      assertThat(read(kafka)).containsExactly("key=value@" + longAgo);
    }
    try (EmbeddedKafka again = EmbeddedKafka.start(dir)) {
      assertThat(read(again)).containsExactly("key=value@" + longAgo);
    }
    assertThat(dir.resolve("meta.properties")).exists();
  }

  @Test
  void deletesItsTemporaryDirectory() {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    Path dir = kafka.dir();
    assertThat(dir).exists();
    kafka.close();
    assertThat(Files.exists(dir)).isFalse();
  }

  private static List<String> read(EmbeddedKafka kafka) {
    try (var consumer =
        new KafkaConsumer<>(client(kafka), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      List<String> found = new ArrayList<>();
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (consumer.position(PARTITION) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(r -> found.add(r.key() + "=" + r.value() + "@" + r.timestamp()));
      }
      return found;
    }
  }

  private static Map<String, Object> client(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
