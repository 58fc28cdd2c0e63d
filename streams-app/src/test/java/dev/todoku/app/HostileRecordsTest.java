package dev.todoku.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.testing.LiveInstance;
import dev.todoku.testing.Mail;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anyone can write and Kafka takes, or what it refuses of ours, ends nothing. */
class HostileRecordsTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final long HOUR = 3_600_000;

  @TempDir Path dir;
  private EmbeddedKafka kafka;
  private final long now = System.currentTimeMillis();

  @BeforeEach
  void open() {
    kafka = EmbeddedKafka.start();
  }

  @AfterEach
  void close() {
    kafka.close();
  }

  @Test
  void anEventDatedAheadIsADeadLetterAndTheMailAfterItHasItsOutcome() throws Exception {
    try (LiveInstance live = LiveInstance.start(kafka, dir, Map.of())) {
      for (int hours : new int[] {1, 9, 23}) {
        long ahead = now + hours * HOUR;
        Mail mail = Mail.to("jst@example.net", "ahead" + hours + "@shop.example");
        live.send(Topics.SENDS, "ahead" + hours + "@shop.example", mail.send(ahead), ahead);
        live.send(Topics.SENDS, "ahead" + hours + "@shop.example", mail.send(ahead), now);
      }
      deliver(live, "good@shop.example");
      await().atMost(SOON).until(() -> isAccepted(live, "good@shop.example"));
      await().atMost(SOON).until(() -> reasons(live).size() >= 6);
      assertThat(reasons(live)).hasSize(6).allMatch(why -> why.startsWith("its time is ahead: "));
      assertThat(live.read(Topics.OUTCOMES)).noneMatch(o -> o.messageId().startsWith("ahead"));
      assertThat(live.instance().state()).isEqualTo(KafkaStreams.State.RUNNING);
    }
  }

  @Test
  void rawRecordsWithoutATimeAreRead() throws Exception {
    try (LiveInstance live = LiveInstance.start(kafka, dir, Map.of())) {
      live.send(timeless(Topics.RAW_POSTFIX.name(), "not a line of a log"));
      live.send(timeless(Topics.RAW_BOUNCES.name(), "not a bounce"));
      await().atMost(SOON).until(() -> reasons(live).size() == 2);
      await().atMost(SOON).until(() -> live.instance().state() == KafkaStreams.State.RUNNING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
  void whatTheBrokerRefusesForItsSizeIsADeadLetterThatNamesIt(String guarantee) throws Exception {
    try (LiveInstance live =
        LiveInstance.start(kafka, dir, Map.of("processing.guarantee", guarantee))) {
      live.setTopic(Topics.REJECTIONS.name(), "max.message.bytes", "120");
      String line =
          java.time.Instant.ofEpochMilli(now)
              + " mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from app[192.0.2.9]: 554 5.7.1"
              + " <taro@example.net>: Relay access denied; from=<a@shop.example>"
              + " to=<taro@example.net> proto=ESMTP helo=<app>";
      live.send(
          new ProducerRecord<>(
              Topics.RAW_POSTFIX.name(), "mx".getBytes(UTF_8), line.getBytes(UTF_8)));
      await().atMost(SOON).until(() -> !reasons(live).isEmpty());
      assertThat(reasons(live))
          .singleElement()
          .asString()
          .startsWith("Kafka refused it for mail.rejections: RecordTooLarge");
      deliver(live, "after@shop.example");
      await().atMost(SOON).until(() -> isAccepted(live, "after@shop.example"));
      assertThat(live.get("/metrics").body())
          .contains("todoku_records_refused_total{topic=\"mail.rejections\"} 1.0");
    }
  }

  private void deliver(LiveInstance live, String id) throws Exception {
    Mail mail = Mail.to("taro@example.net", id);
    live.send(Topics.SENDS, id, mail.send(now), now);
    live.send(Topics.DELIVERIES, id, mail.delivery(now + 1), now + 1);
  }

  private static boolean isAccepted(LiveInstance live, String id) {
    List<Outcome> outcomes = live.read(Topics.OUTCOMES);
    return outcomes.stream()
        .anyMatch(o -> o.messageId().equals(id) && o.status() == Status.DELIVERED);
  }

  private static List<String> reasons(LiveInstance live) {
    return live.readRaw(Topics.DEAD_LETTERS.name()).stream().map(HostileRecordsTest::why).toList();
  }

  private static String why(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader("todoku.reason").value(), UTF_8);
  }

  /** As clients older than Kafka 0.10 write it; those of today do not allow it. */
  private static ProducerRecord<byte[], byte[]> timeless(String topic, String value)
      throws ReflectiveOperationException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, 0L, null, value.getBytes(UTF_8));
    Field timestamp = ProducerRecord.class.getDeclaredField("timestamp");
    timestamp.setAccessible(true);
    timestamp.set(record, -1L);
    return record;
  }
}
