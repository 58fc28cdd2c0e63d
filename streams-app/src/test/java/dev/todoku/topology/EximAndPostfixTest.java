package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers in a row that write different logs: the last one's decides. */
class EximAndPostfixTest {
  private static final long AT = Instant.parse("2026-11-20T10:00:10Z").toEpochMilli();

  private static final List<String> EXIM_FIRST =
      List.of(
          "2026-11-20 10:00:00 +0000 1sAbCd-0000Aa-0X <= app@shop.example U=www P=local S=900"
              + " id=m1@shop.example for ken@firm.example",
          "2026-11-20 10:00:01 +0000 1sAbCd-0000Aa-0X => ken@firm.example R=smarthost"
              + " T=remote_smtp_smarthost H=mx2.shop.example [203.0.113.9] C=\"250 2.0.0 Ok: queued"
              + " as BB0001\"",
          "2026-11-20 10:00:01 +0000 1sAbCd-0000Aa-0X Completed");

  private static final List<String> POSTFIX_LAST =
      List.of(
          "Nov 20 10:00:01 mx2 postfix/cleanup[1]: BB0001: message-id=<m1@shop.example>",
          "Nov 20 10:00:01 mx2 postfix/qmgr[1]: BB0001: from=<app@shop.example>, size=900, nrcpt=1"
              + " (queue active)",
          "Nov 20 10:00:02 mx2 postfix/smtp[1]: BB0001: to=<ken@firm.example>,"
              + " relay=mail.firm.example[198.51.100.7]:25, delay=1, delays=0.1/0.1/0.4/0.4,"
              + " dsn=5.1.1, status=bounced (host mail.firm.example[198.51.100.7] said: 550 5.1.1"
              + " no such user (in reply to RCPT TO command))");

  private static final List<String> POSTFIX_FIRST =
      List.of(
          "Nov 20 10:00:00 app1 postfix/cleanup[1]: AA0001: message-id=<m1@shop.example>",
          "Nov 20 10:00:00 app1 postfix/qmgr[1]: AA0001: from=<app@shop.example>, size=900, nrcpt=1"
              + " (queue active)",
          "Nov 20 10:00:01 app1 postfix/smtp[1]: AA0001: to=<ken@firm.example>,"
              + " relay=mx2.shop.example[203.0.113.9]:25, delay=1, delays=0.1/0.1/0.4/0.4,"
              + " dsn=2.0.0, status=sent (250 OK id=1sAbCd-0000Aa-0X)");

  private static final List<String> EXIM_LAST =
      List.of(
          "2026-11-20 10:00:01 +0000 1sAbCd-0000Aa-0X <= app@shop.example H=app1 [10.0.0.1]"
              + " P=esmtps S=900 id=m1@shop.example for ken@firm.example",
          "2026-11-20 10:00:02 +0000 1sAbCd-0000Aa-0X ** ken@firm.example R=dnslookup T=remote_smtp"
              + " H=mail.firm.example [198.51.100.7]: SMTP error from remote mail server after RCPT"
              + " TO:<ken@firm.example>: 550 5.1.1 no such user");

  private static final String KUMOMTA_ID = "1d98076abbbc11ed940250ebf67f93bd";

  private static final List<String> POSTFIX_TO_KUMOMTA =
      POSTFIX_FIRST.stream()
          .map(line -> line.replace("250 OK id=1sAbCd-0000Aa-0X", "250 OK ids=" + KUMOMTA_ID))
          .toList();

  private static final List<String> KUMOMTA_LAST =
      List.of(
          kumoMta("Reception", 1_795_168_801, 250, "OK ids=" + KUMOMTA_ID, 0),
          kumoMta("Bounce", 1_795_168_802, 550, "no such user", 1));

  @TempDir private Path dir;

  private static String kumoMta(String type, long time, int code, String content, int attempts) {
    return """
    {"type":"%s","id":"%s","sender":"app@shop.example","recipient":"ken@firm.example",\
    "response":{"code":%d,"enhanced_code":null,"content":"%s","command":"RCPT TO:<ken@firm.example>"},\
    "peer_address":{"name":"mail.firm.example.","addr":"198.51.100.7"},"timestamp":%d,\
    "num_attempts":%d,"bounce_classification":"Uncategorized",\
    "headers":{"Message-ID":"<m1@shop.example>"}}\
    """
        .formatted(type, KUMOMTA_ID, code, content, time, attempts);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSmarthostsLogCompletesWhatEximHandedOn(boolean isFirstLogFirst) {
    isRefusedByTheRecipientsServer(
        read(
            Topics.RAW_LOGS,
            "exim/app1",
            EXIM_FIRST,
            Topics.RAW_POSTFIX,
            "mx2",
            POSTFIX_LAST,
            isFirstLogFirst));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEximBehindPostfixIsAHopWhoseRecordIsRead(boolean isFirstLogFirst) {
    isRefusedByTheRecipientsServer(
        read(
            Topics.RAW_POSTFIX,
            "app1",
            POSTFIX_FIRST,
            Topics.RAW_LOGS,
            "exim/mx2",
            EXIM_LAST,
            isFirstLogFirst));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKumoMtaBehindPostfixIsAHopWhoseRecordIsRead(boolean isFirstLogFirst) {
    isRefusedByTheRecipientsServer(
        read(
            Topics.RAW_POSTFIX,
            "app1",
            POSTFIX_TO_KUMOMTA,
            Topics.RAW_LOGS,
            "kumomta/mx2",
            KUMOMTA_LAST,
            isFirstLogFirst));
  }

  @Test
  void withoutTheSmarthostsLogItIsHandedOn() {
    Read read =
        read(Topics.RAW_LOGS, "exim/app1", EXIM_FIRST, Topics.RAW_POSTFIX, "mx2", List.of(), true);
    assertThat(read.outcome().status()).isIn(Status.HANDED_ON, Status.DELIVERED);
  }

  private static void isRefusedByTheRecipientsServer(Read read) {
    Outcome outcome = read.outcome();
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(outcome.deliveredAt()).isZero();
    assertThat(outcome.way()).hasSize(1);
    assertThat(outcome.way().get(0).status()).isEqualTo(Status.HANDED_ON);
    assertThat(outcome.way().get(0).hop().name()).isEqualTo("mx2.shop.example");
    assertThat(read.health().stream().mapToLong(ProviderHealth::accepted).sum()).isZero();
    assertThat(read.health().stream().mapToLong(ProviderHealth::bounced).sum()).isEqualTo(1);
  }

  private record Read(Outcome outcome, List<ProviderHealth> health) {}

  /** Reads both logs twice, as a shipper that repeats itself would send them. */
  private Read read(
      Topic<byte[], byte[]> topic,
      String key,
      List<String> lines,
      Topic<byte[], byte[]> nextTopic,
      String nextKey,
      List<String> nextLines,
      boolean isFirstLogFirst) {
    try (TopologyTestDriver driver =
        TestDriver.open(dir.resolve(String.valueOf(isFirstLogFirst)), TestSettings.of(1))) {
      List<Runnable> feeds = new ArrayList<>();
      feeds.add(() -> feed(driver, topic, key, lines));
      feeds.add(() -> feed(driver, nextTopic, nextKey, nextLines));
      if (!isFirstLogFirst) {
        Collections.reverse(feeds);
      }
      feeds.forEach(Runnable::run);
      feeds.forEach(Runnable::run);
      TestDriver.silence(driver, TestDriver.QUIET.multipliedBy(4));
      List<Outcome> outcomes = all(driver, Topics.OUTCOMES);
      assertThat(outcomes).isNotEmpty();
      return new Read(outcomes.get(outcomes.size() - 1), all(driver, Topics.PROVIDER_HEALTH));
    }
  }

  private static void feed(
      TopologyTestDriver driver, Topic<byte[], byte[]> topic, String key, List<String> lines) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    lines.forEach(line -> input.pipeInput(key.getBytes(UTF_8), line.getBytes(UTF_8), AT));
  }

  private static <T> List<T> all(TopologyTestDriver driver, Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }
}
