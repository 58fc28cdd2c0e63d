package dev.todoku.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.SetupException;
import dev.todoku.schema.Topics;
import dev.todoku.testing.LiveInstance;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance says and does while Kafka is not as it was. */
@Tag("long")
class TroubledKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Map<String, String> FOUR = Map.of("topics.partitions", "4");

  @TempDir Path dir;

  @Test
  void saysWithinFiveSecondsThatKafkaIsAwayAndGoesOnWhenItIsBack() throws Exception {
    Path data = dir.resolve("kafka");
    EmbeddedKafka kafka = EmbeddedKafka.start(data);
    try (LiveInstance live = LiveInstance.start(kafka, dir.resolve("state"), Map.of())) {
      awaitReady(live);
      kafka.close();
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> live.get("/readyz").body().contains("Kafka does not answer"));
      assertThat(live.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(live.get("/metrics").body()).contains("todoku_kafka_answers 0.0");
      assertThat(live.get("/livez").statusCode()).isEqualTo(200);
      assertThat(live.post("/intake/postfix", "a line").statusCode()).isEqualTo(503);

      kafka = EmbeddedKafka.start(data);
      awaitReady(live);
      long now = System.currentTimeMillis();
      Mail mail = Mail.to("a@b.example", "m@shop.example");
      live.send(Topics.SENDS, "m@shop.example", mail.send(now), now);
      live.send(Topics.DELIVERIES, "m@shop.example", mail.delivery(now + 1), now + 1);
      await().atMost(SOON).until(() -> !live.read(Topics.OUTCOMES).isEmpty());
    } finally {
      kafka.close();
    }
  }

  @Test
  void namesATopicThatIsGoneOrMadeAnewTakesNothingAndStopsInTime() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      LiveInstance live = LiveInstance.start(kafka, dir, FOUR);
      awaitReady(live);
      String topic = Topics.OUTCOMES.name();
      try (Admin admin = live.admin()) {
        admin.deleteTopics(List.of(topic)).all().get();
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> live.get("/readyz").body().contains("topic mail.outcomes is gone"));
        assertThat(live.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(live.get("/metrics").body())
            .contains("todoku_topic_damaged{topic=\"mail.outcomes\"} 1");
        assertThat(live.post("/intake/postfix", "a line").body())
            .contains("topic mail.outcomes is gone");
        await().until(() -> !admin.listTopics().names().get().contains(topic));
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  live.get("/readyz")
                      .body()
                      .contains("was deleted and made again with 1 partitions (had 4)"));
      assertThat(live.post("/intake/postfix", "a line").statusCode()).isEqualTo(503);
      long begin = System.nanoTime();
      live.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void namesATopicWhoseSettingsTakeSomethingAwayUntilTheyArePutRight() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        LiveInstance live = LiveInstance.start(kafka, dir, Map.of());
        Admin admin = live.admin()) {
      awaitReady(live);
      String changelog =
          admin.listTopics().names().get().stream()
              .filter(name -> name.endsWith("-changelog"))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      set(admin, "mail.sends", "retention.ms", "1000");
      set(admin, "mail.recipient-health", "cleanup.policy", "delete");
      set(admin, changelog, "message.timestamp.after.max.ms", "3600000");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> live.get("/readyz").body(),
              body ->
                  Stream.of(
                          "topic mail.sends is not as it should be: retention.ms is 1000 and",
                          "topic mail.recipient-health is not as it should be: cleanup.policy is"
                              + " delete and must be compact",
                          "topic " + changelog + " is not as it should be: message.timestamp")
                      .allMatch(body::contains));
      assertThat(live.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(live.get("/metrics").body())
          .contains("todoku_topic_damaged{topic=\"mail.sends\"} 1");
      assertThat(live.post("/intake/postfix", "a line").statusCode()).isEqualTo(503);
      set(admin, "mail.sends", "retention.ms", "-1");
      set(admin, "mail.recipient-health", "cleanup.policy", "compact");
      set(admin, changelog, "message.timestamp.after.max.ms", "9223372036854775807");
      await().atMost(Duration.ofSeconds(10)).until(() -> live.get("/readyz").statusCode() == 200);
    }
  }

  private static void set(Admin admin, String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  @Test
  void doesNotTakeTheStateOfAnotherCluster() {
    try (EmbeddedKafka first = EmbeddedKafka.start()) {
      LiveInstance.start(first, dir, Map.of()).close();
    }
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      assertThatThrownBy(() -> LiveInstance.start(other, dir, Map.of()))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("the state in " + dir + " is that of Kafka cluster ")
          .hasMessageContaining("bootstrap.servers");
    }
  }

  @Test
  void recordsThatCannotBeReadDoNotBlindThePage() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        LiveInstance live = LiveInstance.start(kafka, dir, Map.of())) {
      for (String topic : List.of(Topics.ALERTS.name(), Topics.PROVIDER_HEALTH.name())) {
        for (byte[] value : new byte[][] {null, {}, "null".getBytes(UTF_8), {(byte) 0xff, 0}}) {
          live.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), value));
        }
      }
      for (String topic : List.of("mail.alerts", "mail.provider-health")) {
        String count =
            "todoku_view_records_unreadable_total{thread=\"views\",topic=\"" + topic + "\"} 4.0";
        await().atMost(SOON).until(() -> live.get("/metrics").body().contains(count));
      }
      awaitReady(live);
      assertThat(live.get("/metrics").body())
          .contains("todoku_background_running{thread=\"views\"} 1.0")
          .contains("todoku_background_restarts_total{thread=\"views\"} 0.0");
    }
  }

  private static void awaitReady(LiveInstance live) {
    await().atMost(SOON).until(() -> live.get("/readyz").statusCode() == 200);
  }
}
