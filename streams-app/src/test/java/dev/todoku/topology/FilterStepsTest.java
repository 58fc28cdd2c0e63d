package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.HopStep;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What milters and filters decided of a mail, from their log lines to its way. */
class FilterStepsTest {
  private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

  @TempDir private Path dir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> log;
  private final Map<String, Outcome> last = new TreeMap<>();

  @BeforeEach
  void open() {
    driver = TestDriver.open(dir, TestSettings.of(1));
    log =
        driver.createInputTopic(
            Topics.RAW_POSTFIX.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void whatAFilterPassedIsAStepOfTheWay() {
    queued("AA00001");
    feed("10:00:01 mx1 rspamd[2]: " + task("AA00001", "F (no action): [-1.20/15.00]"));
    feed("10:00:01 mx1 opendkim[2]: AA00001: DKIM-Signature field added (s=k1, d=shop.example)");
    delivered("10:00:02", "AA00001");

    Outcome outcome = outcome();

    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.deliveredAt()).isEqualTo(at("10:00:02"));
    assertThat(outcome.way())
        .extracting(step -> step.hop().name() + ' ' + step.status() + ' ' + step.reply().text())
        .containsExactlyInAnyOrder(
            "rspamd HANDED_ON no action [-1.20/15.00]",
            "opendkim HANDED_ON DKIM-Signature field added (s=k1, d=shop.example)");
  }

  @Test
  void itIsAStepWhenItIsReadAfterTheAttempt() {
    queued("AA00001");
    delivered("10:00:02", "AA00001");
    feed("10:00:01 mx1 rspamd[2]: " + task("AA00001", "F (add header): [7.00/15.00]"));

    assertThat(outcome().way()).extracting(HopStep::time).containsExactly(at("10:00:01"));
  }

  @Test
  void aDeferralAtARelayIsNotHiddenByTheFilterBeforeIt() {
    queued("AA00001");
    feed("10:00:01 mx1 rspamd[2]: " + task("AA00001", "F (no action): [-1.20/15.00]"));
    feed(
        "10:00:02 mx1 postfix/smtp[1]: AA00001: to=<taro@gmail.com>, relay=10.0.0.9[10.0.0.9]:587,"
            + " delay=2, dsn=4.3.0, status=deferred (host 10.0.0.9[10.0.0.9] said: 451 4.3.0 No)");

    Outcome outcome = outcome();

    assertThat(outcome.status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome.stoppedAtHop().name()).isEqualTo("10.0.0.9");
    assertThat(outcome.way()).hasSize(2);
  }

  @Test
  void aRefusalOfAMilterIsTheEndOfAMailOfOnesOwn() {
    feed("10:00:00 mx1 postfix/cleanup[1]: AA00001: message-id=<m1@shop.example>");
    feed("10:00:01 mx1 rspamd[2]: " + task("AA00001", "T (reject): [18.40/15.00]"));
    feed(reject("AA00001", "app[10.0.0.7]", "5.7.1 Spam message rejected"));

    Outcome outcome = outcome();

    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(outcome.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(outcome.stoppedAtHop().name()).isIn("milter", "rspamd");
    assertThat(outcome.addressIsDead()).isFalse();
    assertThat(outcome.origin().fromDomain()).isEqualTo("shop.example");
    assertThat(outcome.way())
        .extracting(step -> step.hop().name() + ": " + step.reply().text())
        .containsExactlyInAnyOrder(
            "rspamd: reject [18.40/15.00]", "milter: 5.7.1 Spam message rejected");
    assertThat(all(Topics.REJECTIONS)).isEmpty();
  }

  @Test
  void aRefusalForNowEndsWithTheNextTry() {
    feed("10:00:00 mx1 postfix/cleanup[1]: AA00001: message-id=<m1@shop.example>");
    feed(reject("AA00001", "app[10.0.0.7]", "4.7.1 Try again later"));
    assertThat(outcome().status()).isEqualTo(Status.DEFERRED);

    queued("AA00002");
    delivered("10:09:00", "AA00002");

    assertThat(outcome().status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void whatAMilterDiscardedIsThrownAway() {
    feed("10:00:00 mx1 postfix/cleanup[1]: AA00001: message-id=<m1@shop.example>");
    feed(
        reject("AA00001", "app[10.0.0.7]", "milter triggers DISCARD action")
            .replace("milter-reject", "milter-discard"));

    assertThat(outcome().status()).isEqualTo(Status.DISCARDED);
  }

  @Test
  void aRefusalOfSomebodyElsesMailStaysARejection() {
    feed("10:00:00 mx1 postfix/cleanup[1]: AA00001: message-id=<m1@shop.example>");
    feed("10:00:01 mx1 rspamd[2]: " + task("AA00001", "T (reject): [18.40/15.00]"));
    feed(reject("AA00001", "spam.test[198.51.100.7]", "5.7.1 Spam message rejected"));

    assertThat(outcome()).isNull();
    assertThat(all(Topics.REJECTIONS))
        .extracting(Rejection::client)
        .containsExactly("spam.test[198.51.100.7]");
  }

  @Test
  void aFilterWhoseLogNamesNoHostIsFoundByQueueIdAndMessageId() {
    feed(
        "2026-11-20 10:00:01 #38(normal) <73>; task; rspamd_task_write_log: "
            + task("AA00001", "F (no action): [-1.20/15.00]").replaceFirst("^.*write_log: ", ""));
    queued("AA00001");
    delivered("10:00:02", "AA00001");

    assertThat(outcome().way()).extracting(step -> step.hop().name()).containsExactly("rspamd");
  }

  @Test
  void aQueueIdWithAnotherMessageIdIsAnotherMail() {
    feed(
        "2026-11-20 10:00:01 #38(normal) <73>; task; rspamd_task_write_log: "
            + task("AA00001", "T (reject): [18.40/15.00]")
                .replaceFirst("^.*write_log: ", "")
                .replace("m1@", "other@"));
    queued("AA00001");
    delivered("10:00:02", "AA00001");

    assertThat(outcome().way()).isEmpty();
  }

  private void queued(String queueId) {
    feed("10:00:00 mx1 postfix/cleanup[1]: " + queueId + ": message-id=<m1@shop.example>");
    feed("10:00:01 mx1 postfix/qmgr[1]: " + queueId + ": from=<a@shop.example>, size=2, nrcpt=1");
  }

  private void delivered(String time, String queueId) {
    feed(
        time
            + " mx1 postfix/smtp[1]: "
            + queueId
            + ": to=<taro@gmail.com>, relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=2,"
            + " dsn=2.0.0, status=sent (250 2.0.0 OK)");
  }

  private static String task(String queueId, String decided) {
    return "<8ae27d>; proxy; rspamd_task_write_log: id: <m1@shop.example>, qid: <"
        + queueId
        + ">, ip: 10.0.0.7, from: <a@shop.example>, (default: "
        + decided
        + " []), len: 2348, time: 12.1ms";
  }

  private static String reject(String queueId, String client, String reply) {
    return "10:00:01 mx1 postfix/cleanup[1]: "
        + queueId
        + ": milter-reject: END-OF-MESSAGE from "
        + client
        + ": "
        + reply
        + "; from=<a@shop.example> to=<taro@gmail.com> proto=ESMTP helo=<app>";
  }

  /** Times alone are of this day. */
  private void feed(String line) {
    String whole = line.startsWith("2026") ? line : "Nov 20 " + line;
    log.pipeInput("log".getBytes(UTF_8), whole.getBytes(UTF_8), NOON);
  }

  /** The last one of the mail, null when there is none. */
  private Outcome outcome() {
    TestDriver.silence(driver, TestDriver.QUIET);
    all(Topics.OUTCOMES).forEach(outcome -> last.put(outcome.messageId(), outcome));
    return last.get("m1@shop.example");
  }

  private <T> List<T> all(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private static long at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
  }
}
