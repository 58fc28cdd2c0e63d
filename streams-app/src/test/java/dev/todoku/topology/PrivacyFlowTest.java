package dev.todoku.topology;

import static dev.todoku.testing.Mail.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.privacy.Pseudonyms;
import dev.todoku.recipients.RecipientStateCodec;
import dev.todoku.schema.Address;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.streams.Names;
import dev.todoku.testing.Mail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With pseudonyms, through all stages at once. */
class PrivacyFlowTest {
  private static final Pseudonyms PSEUDONYMS =
      new Pseudonyms("0123456789abcdef0123456789abcdef", Address.DEFAULT);
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final String PSEUDONYM = PSEUDONYMS.of(HANAKO);
  private static final Mail MAIL = Mail.to("Hanako@docomo.ne.jp", "m1@shop.example");
  private static final SmtpReply UNKNOWN =
      new SmtpReply(550, "5.1.1", "550 Unknown user hanako@docomo.ne.jp", "RCPT TO");

  @TempDir Path dir;
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver = TestDriver.open(dir, TestSettings.hiding(PSEUDONYMS));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void noTopicForOthersNamesARecipient() {
    write(Topics.SENDS, MAIL.send(at("09:00")));
    write(Topics.BOUNCES, MAIL.bounceMessage(at("09:01"), Reason.USER_UNKNOWN, UNKNOWN));
    write(
        Topics.BOUNCES,
        Mail.to("hanako@docomo.ne.jp", "never@shop.example")
            .bounceMessage(at("09:02"), Reason.USER_UNKNOWN, UNKNOWN));
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    write(Topics.SENDS, Mail.to("taro@gmail.com", "m2@shop.example").send(at("11:00")));
    TestDriver.silence(driver, TestDriver.QUIET);

    assertThat(raw(Topics.OUTCOMES)).isNotEmpty().allSatisfy(PrivacyFlowTest::namesNobody);
    assertThat(raw(Topics.RECIPIENT_HEALTH)).isNotEmpty().allSatisfy(PrivacyFlowTest::namesNobody);
    assertThat(raw(Topics.UNMATCHED)).isNotEmpty().allSatisfy(PrivacyFlowTest::namesNobody);
  }

  @Test
  void recordsReadAsBeforeWithPseudonyms() {
    write(Topics.BOUNCES, MAIL.refusal(at("09:00"), Reason.USER_UNKNOWN, UNKNOWN));
    Outcome outcome = read(Topics.OUTCOMES).get(0);
    assertThat(outcome.recipient()).isEqualTo(PSEUDONYM);
    assertThat(outcome.messageId()).isEqualTo("m1@shop.example");
    assertThat(outcome.provider()).isEqualTo("docomo");
    assertThat(outcome.reply().text()).isEqualTo("550 Unknown user " + PSEUDONYM);
    assertThat(read(Topics.RECIPIENT_HEALTH).get(0).recipient()).isEqualTo(PSEUDONYM);
  }

  @Test
  void stateAndCommandsAreByAddress() {
    write(Topics.BOUNCES, MAIL.refusal(at("09:00"), Reason.USER_UNKNOWN, UNKNOWN));
    byte[] state =
        driver
            .<Bytes, byte[]>getKeyValueStore(Names.RECIPIENTS_STORE)
            .get(Bytes.wrap(HANAKO.getBytes(UTF_8)));
    assertThat(RecipientStateCodec.decode(state).latestMessages())
        .containsExactly("m1@shop.example");

    write(
        Topics.RECIPIENTS,
        HANAKO,
        new RecipientCommand(
            HANAKO, at("10:00"), RecipientCommand.Action.RESET, "moved to " + HANAKO),
        at("10:00"));
    RecipientHealth reset = read(Topics.RECIPIENT_HEALTH).get(1);
    assertThat(reset.change()).isEqualTo(RecipientHealth.Change.RESET);
    assertThat(reset.note()).isEqualTo("moved to " + PSEUDONYM);
  }

  private static void namesNobody(TestRecord<byte[], byte[]> record) {
    assertThat(new String(record.key(), UTF_8)).isEqualTo(PSEUDONYM);
    assertThat(new String(record.value(), UTF_8))
        .contains(PSEUDONYM)
        .doesNotContainIgnoringCase("hanako");
  }

  private <T extends MailEvent> void write(Topic<String, T> topic, T event) {
    write(topic, event.messageId(), event, event.time());
  }

  private <T> void write(Topic<String, T> topic, String key, T value, long time) {
    driver
        .createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
        .pipeInput(key, value, time);
  }

  private <T> List<T> read(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private List<TestRecord<byte[], byte[]>> raw(Topic<?, ?> topic) {
    return driver
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }
}
