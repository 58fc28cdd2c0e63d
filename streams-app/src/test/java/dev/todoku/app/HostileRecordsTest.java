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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anyone can write and Kafka takes, or what it refuses of ours, ends nothing. */
class HostileRecordsTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final long HOUR = 3_600_000;

  private static final String AHEAD = "its time is ahead: ";

  @TempDir private static Path shared;
  private static EmbeddedKafka kafka;
  private static LiveInstance live;

  private final long now = System.currentTimeMillis();

  @BeforeAll
  static void open() {
    kafka = EmbeddedKafka.start();
    live = LiveInstance.start(kafka, shared, Map.of());
  }

  @AfterAll
  static void close() {
    live.close();
    kafka.close();
  }

  @Test
  void anEventDatedAheadIsADeadLetterAndTheMailAfterItHasItsOutcome() throws Exception {
    for (int hours : new int[] {1, 9, 23}) {
      long ahead = now + hours * HOUR;
      Mail mail = Mail.to("jst@example.net", "ahead" + hours + "@shop.example");
      live.send(Topics.SENDS, "ahead" + hours + "@shop.example", mail.send(ahead), ahead);
      live.send(Topics.SENDS, "ahead" + hours + "@shop.example", mail.send(ahead), now);
    }
    deliver(live, "good@shop.example");
    await().atMost(SOON).until(() -> isAccepted(live, "good@shop.example"));
    await().atMost(SOON).until(() -> letters(live, AHEAD).size() >= 6);
    assertThat(letters(live, AHEAD)).hasSize(6);
    assertThat(live.read(Topics.OUTCOMES)).noneMatch(o -> o.messageId().startsWith("ahead"));
    assertThat(live.instance().state()).isEqualTo(KafkaStreams.State.RUNNING);
  }

  @Test
  void rawRecordsWithoutATimeAreRead() throws Exception {
    live.send(timeless(Topics.RAW_POSTFIX.name(), "not a line of a log"));
    live.send(timeless(Topics.RAW_BOUNCES.name(), "not a bounce"));
    await().atMost(SOON).until(() -> timelessLetters() == 2);
    await().atMost(SOON).until(() -> live.instance().state() == KafkaStreams.State.RUNNING);
  }

  @Test
  void whatTheBrokerRefusesForItsSizeIsADeadLetterThatNamesIt() throws Exception {
    assertThatWhatIsRefusedIsADeadLetter(live);
  }

  @Tag("long")
  @Test
  void whatTheBrokerRefusesForItsSizeIsADeadLetterWithoutTransactionsToo(@TempDir Path dir)
      throws Exception {
    try (EmbeddedKafka own = EmbeddedKafka.start();
        LiveInstance atLeastOnce =
            LiveInstance.start(own, dir, Map.of("processing.guarantee", "at_least_once"))) {
      assertThatWhatIsRefusedIsADeadLetter(atLeastOnce);
    }
  }

  private void assertThatWhatIsRefusedIsADeadLetter(LiveInstance live) throws Exception {
    live.setTopic(Topics.REJECTIONS.name(), "max.message.bytes", "120");
    String line =
        java.time.Instant.ofEpochMilli(now)
            + " mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from app[192.0.2.9]: 554 5.7.1"
            + " <taro@example.net>: Relay access denied; from=<a@shop.example>"
            + " to=<taro@example.net> proto=ESMTP helo=<app>";
    live.send(
        new ProducerRecord<>(
            Topics.RAW_POSTFIX.name(), "mx".getBytes(UTF_8), line.getBytes(UTF_8)));
    await().atMost(SOON).until(() -> !letters(live, "Kafka refused it").isEmpty());
    assertThat(letters(live, "Kafka refused it"))
        .singleElement()
        .asString()
        .startsWith("Kafka refused it for mail.rejections: RecordTooLarge");
    deliver(live, "after@shop.example");
    await().atMost(SOON).until(() -> isAccepted(live, "after@shop.example"));
    assertThat(live.get("/metrics").body())
        .contains("todoku_records_refused_total{topic=\"mail.rejections\"} 1.0");
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

  /** Reasons of the dead letters that begin so. */
  private static List<String> letters(LiveInstance live, String begin) {
    return live.readRaw(Topics.DEAD_LETTERS.name()).stream()
        .map(HostileRecordsTest::why)
        .filter(why -> why.startsWith(begin))
        .toList();
  }

  private static long timelessLetters() {
    return live.readRaw(Topics.DEAD_LETTERS.name()).stream()
        .filter(letter -> new String(letter.value(), UTF_8).startsWith("not a "))
        .count();
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
