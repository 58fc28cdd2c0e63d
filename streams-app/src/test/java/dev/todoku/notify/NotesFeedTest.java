package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.IncidentNote;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NotesFeedTest {
  private static final long NOON = 1_795_262_400_000L;
  private static final Instant NOW = Instant.ofEpochMilli(NOON);
  private static final String TOPIC = Topics.INCIDENT_NOTES.name();

  @Test
  void knowsWhatWasSaidBeforeAndWhatIsSaidNow() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      create(kafka);
      write(producer, note("one", IncidentNote.Kind.ACK, 0, false));
      producer.send(new ProducerRecord<>(TOPIC, bytes("one/ACK"), bytes("no note"))).get();
      write(producer, note("one", IncidentNote.Kind.NOTE, 0, false));

      try (NotesFeed feed = NotesFeed.start(consumer(kafka), backoff())) {
        NotedIncidents noted = feed.incidents();
        assertThat(noted.isAcknowledged("one")).isTrue();
        assertThat(noted.isAcknowledged("two")).isFalse();
        assertThat(noted.isMuted("one", NOW)).isFalse();

        write(producer, note("two", IncidentNote.Kind.MUTE, NOON + 60_000, false));
        write(producer, note("one", IncidentNote.Kind.ACK, 0, true));

        await().atMost(Duration.ofSeconds(30)).until(() -> !noted.isAcknowledged("one"));
        assertThat(noted.isMuted("two", NOW)).isTrue();
        assertThat(noted.isMuted("two", NOW.plusSeconds(60))).isFalse();
      }
    }
  }

  @Test
  void withoutTheTopicNobodyAcknowledges() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        NotesFeed feed = NotesFeed.start(consumer(kafka), backoff())) {
      assertThat(feed.incidents().isAcknowledged("one")).isFalse();
    }
  }

  private static Backoff backoff() {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
  }

  private static void create(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedKafka kafka) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "enable.auto.commit",
            false,
            "allow.auto.create.topics",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static IncidentNote note(
      String incident, IncidentNote.Kind kind, long until, boolean undone) {
    return new IncidentNote(incident, NOON, kind, "Hanako", null, until, undone);
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, IncidentNote note)
      throws Exception {
    byte[] value = Topics.INCIDENT_NOTES.valueSerde().serializer().serialize(TOPIC, note);
    producer.send(new ProducerRecord<>(TOPIC, bytes(note.key()), value)).get();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
