package dev.todoku.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private static final TopicSetup SETUP =
      new TopicSetup(4, 1, Duration.ofDays(8), TopicSetup.CLOCK_SKEW, List.of("todoku.between"));

  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @AfterEach
  void deleteTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    await().until(() -> admin.listTopics().names().get().isEmpty());
  }

  @Test
  void createsEveryPublicTopicOnce() throws Exception {
    assertThat(SETUP.ensure(admin)).isEqualTo(4);
    assertThat(SETUP.ensure(admin)).isEqualTo(4);
    assertThat(admin.listTopics().names().get())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Topics.all().stream().map(Topic::name), Stream.of("todoku.between"))
                .toList());
  }

  @Test
  void keepsEventsLongerThanTheJoinWindowAndHealthForEver() throws Exception {
    SETUP.ensure(admin);
    assertThat(config(Topics.SENDS, "retention.ms"))
        .isEqualTo(String.valueOf(Duration.ofDays(10).toMillis()));
    assertThat(config(Topics.RECIPIENT_HEALTH, "cleanup.policy")).isEqualTo("compact");
  }

  @Test
  void raisesTheTimestampLimitOfChangelogsThatExistAndLeavesOthersAlone() throws Exception {
    String limit = "message.timestamp.after.max.ms";
    List<String> names = List.of("shop-a-changelog", "shop-b-changelog", "shop-other");
    admin
        .createTopics(
            List.of(
                new NewTopic(names.get(0), 1, (short) 1),
                new NewTopic(names.get(1), 1, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                new NewTopic(names.get(2), 1, (short) 1)))
        .all()
        .get();
    await().until(() -> admin.listTopics().names().get().containsAll(names));
    List<String> ours = TimestampLimits.ofApplication(admin, "shop");
    assertThat(ours).containsExactly("shop-a-changelog", "shop-b-changelog");
    assertThat(TimestampLimits.raise(admin, ours, Duration.ofDays(1))).isEmpty();
    await().until(() -> config(names.get(0), limit).equals("86400000"));
    assertThat(config(names.get(1), limit)).isEqualTo("3600000");
    assertThat(config(names.get(2), limit)).isEqualTo("3600000");
  }

  @Test
  void givesDeadLettersRoomForTheLargestInputAndItsReason() throws Exception {
    SETUP.ensure(admin);
    int input = Integer.parseInt(config(Topics.RAW_BOUNCES, "max.message.bytes"));
    assertThat(input).isGreaterThan(1024 * 1024);
    assertThat(Integer.parseInt(config(Topics.DEAD_LETTERS, "max.message.bytes")))
        .isGreaterThan(input);
  }

  @Test
  void followsThePartitionCountOfTopicsThatAreThere() throws Exception {
    create(Topics.SENDS, 7);
    create(Topics.RAW_POSTFIX, 3);
    assertThat(SETUP.ensure(admin)).isEqualTo(7);
    assertThat(partitions(Topics.BOUNCES)).isEqualTo(7);
    assertThat(partitions(Topics.RAW_POSTFIX)).isEqualTo(3);
  }

  @Test
  void namesTopicsAndCountsInOneLineWhenTheyDiffer() throws Exception {
    SETUP.ensure(admin);
    admin.createPartitions(Map.of(Topics.BOUNCES.name(), NewPartitions.increaseTo(5))).all().get();
    await().until(() -> partitions(Topics.BOUNCES) == 5);
    assertThatThrownBy(() -> SETUP.ensure(admin))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("mail.bounces 5")
        .hasMessageContaining("mail.sends 4")
        .message()
        .doesNotContain("\n", "mail.raw");
  }

  private static void create(Topic<?, ?> topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic.name(), partitions, (short) 1))).all().get();
    await().until(() -> partitions(topic) == partitions);
  }

  private static int partitions(Topic<?, ?> topic) throws Exception {
    var names = admin.listTopics().names().get();
    return names.contains(topic.name())
        ? admin
            .describeTopics(List.of(topic.name()))
            .allTopicNames()
            .get()
            .get(topic.name())
            .partitions()
            .size()
        : 0;
  }

  private static String config(Topic<?, ?> topic, String key) throws Exception {
    return config(topic.name(), key);
  }

  private static String config(String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }
}
