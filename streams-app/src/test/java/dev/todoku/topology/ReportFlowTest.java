package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mail services report, from the posted body to outcomes and dead letters. */
class ReportFlowTest {
  private static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
  private static final String TARO = "taro@gmail.com";
  private static final String SENDGRID = "sendgrid/main";

  @TempDir private Path dir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> reports;
  private final List<Outcome> outcomes = new ArrayList<>();

  @BeforeEach
  void open() {
    driver = TestDriver.open(dir, TestSettings.of(1));
    reports = input(Topics.RAW_REPORTS);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aBatchWithOneBadItemLosesOnlyThat() {
    post(
        SENDGRID,
        "["
            + event("processed", 0, "")
            + ",{\"email\":\"taro@gmail.com\",\"event\":\"delivered\",\"timestamp\":\"soon\"},"
            + event("delivered", 2, ",\"response\":\"250 2.0.0 OK\"")
            + ",{\"event\":\"brand_new\",\"timestamp\":1}]");

    assertThat(read(Topics.OUTCOMES))
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(Status.DELIVERED));
    List<TestRecord<byte[], byte[]>> letters = letters();
    assertThat(letters)
        .extracting(letter -> header(letter, "todoku.reason"))
        .containsExactly(
            "sendgrid/main item 1: it has no time in timestamp",
            "sendgrid/main item 3: it is of a type that is not known: brand_new");
    assertThat(new String(letters.get(0).value(), UTF_8)).contains("\"soon\"");
    assertThat(letters.get(0).key()).isEqualTo(SENDGRID.getBytes(UTF_8));
  }

  @Test
  void whatComesTwiceUnderOtherEventIdsCountsOnce() {
    post(SENDGRID, "[" + event("processed", 0, "") + "]");
    for (int i = 0; i < 3; i++) {
      post(SENDGRID, "[" + event("delivered", 2, ",\"sg_event_id\":\"e" + i + "\"") + "]");
    }
    silence();
    assertThat(read(Topics.OUTCOMES)).hasSize(1);
    assertThat(read(Topics.PROVIDER_HEALTH).stream().mapToLong(ProviderHealth::accepted).sum())
        .isEqualTo(1);
  }

  @Test
  void anOpenThatNamesOnlyTheServicesIdFindsItsMessage() {
    post(SENDGRID, "[" + event("processed", 0, "") + "," + event("delivered", 2, "") + "]");
    post(
        SENDGRID,
        "[{\"email\":\"taro@gmail.com\",\"event\":\"open\",\"timestamp\":"
            + (NINE.getEpochSecond() + 60)
            + ",\"sg_message_id\":\"X1.other.parts\"}]");
    Outcome last = last();
    assertThat(last.messageId()).isEqualTo("m1@shop.example");
    assertThat(last.engagedAt()).isEqualTo(NINE.plusSeconds(60).toEpochMilli());
  }

  @Test
  void aMessageWithoutAMessageIdHasOneIdInAllItsRecords() {
    String delivered =
        "{\"RecordType\":\"Delivery\",\"MessageID\":\"pm-1\",\"Recipient\":\"taro@gmail.com\","
            + "\"DeliveredAt\":\"2026-11-20T09:00:02Z\",\"Details\":\"250 2.0.0 OK\"}";
    post("postmark/shop", delivered);
    post(
        "postmark/shop",
        "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",\"ID\":1,\"MessageID\":\"pm-1\","
            + "\"Email\":\"taro@gmail.com\",\"Details\":\"smtp;550 5.1.1 no such user\","
            + "\"BouncedAt\":\"2026-11-20T09:05:00Z\"}");
    Outcome last = last();
    assertThat(last.messageId()).isEqualTo("pm-1@postmark");
    assertThat(last.status()).isEqualTo(Status.BOUNCED);
    assertThat(last.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(last.deliveredAt()).isEqualTo(NINE.plusSeconds(2).toEpochMilli());
  }

  @Test
  void theReplyOutranksThePermanenceAndTheClassThatTheServiceStates() {
    post(
        SENDGRID,
        "["
            + event(
                "bounce",
                4,
                ",\"type\":\"bounce\",\"bounce_classification\":\"Invalid Address\","
                    + "\"status\":\"5.2.2\",\"reason\":\"552 5.2.2 Mailbox full\"")
            + "]");
    silence();
    assertThat(last().reason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(read(Topics.RECIPIENT_HEALTH)).noneMatch(RecipientHealth::suppressed);
  }

  @Test
  void whatTheServiceDidNotSendIsNoFailureOfAnybody() {
    post(SENDGRID, "[" + event("processed", 0, "") + "]");
    post(SENDGRID, "[" + event("dropped", 1, ",\"reason\":\"Bounced Address\"") + "]");
    silence();
    Outcome outcome = last();
    assertThat(outcome.status()).isEqualTo(Status.DISCARDED);
    assertThat(outcome.stoppedAtHop().kind()).isEqualTo(HopKind.DISCARD);
    assertThat(outcome.stoppedAtHop().name()).isEqualTo("sendgrid");
    assertThat(read(Topics.PROVIDER_HEALTH))
        .allSatisfy(
            row -> {
              assertThat(row.attempts()).isZero();
              assertThat(row.bounced()).isZero();
            });
    assertThat(read(Topics.RECIPIENT_HEALTH)).noneMatch(RecipientHealth::suppressed);
  }

  @Test
  void aBounceWithoutAnyIdIsMatchedByItsRecipient() {
    post(SENDGRID, "[" + event("processed", 0, "") + "," + event("delivered", 2, "") + "]");
    post(
        SENDGRID,
        "[{\"email\":\"taro@gmail.com\",\"event\":\"bounce\",\"type\":\"bounce\",\"timestamp\":"
            + (NINE.getEpochSecond() + 600)
            + ",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 user unknown\",\"sg_message_id\":\"\"}]");
    silence();
    assertThat(last().status()).isEqualTo(Status.BOUNCED);
    assertThat(last().matchedBy()).isEqualTo(MatchedBy.RECIPIENT_AND_TIME);
  }

  @Test
  void hostileNumbersAreDeadLettersAndStopNothing() {
    post(
        SENDGRID,
        "[{\"event\":\"delivered\",\"email\":\"a@b.test\",\"sg_message_id\":\"x\",\"timestamp\":"
            + "1e2147483647},{\"event\":\"delivered\",\"email\":\"a@b.test\",\"sg_message_id\":"
            + "\"x\",\"timestamp\":-1},{\"event\":\"delivered\",\"email\":\"a@b.test\","
            + "\"sg_message_id\":\"x\"},"
            + event("delivered", 2, "")
            + "]");
    assertThat(letters())
        .extracting(letter -> header(letter, "todoku.reason"))
        .containsExactly(
            "sendgrid/main item 0: it has no time in timestamp",
            "sendgrid/main item 1: it has a time that is not between 2000 and 2100",
            "sendgrid/main item 2: it has no time");
    assertThat(last().status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void whoComplainedIsNotGuessed() {
    post(
        "resend/shop",
        "{\"type\":\"email.complained\",\"created_at\":\"2026-11-20T09:00:00Z\",\"data\":{"
            + "\"email_id\":\"r1\",\"to\":[\"taro@gmail.com\",\"jiro@gmail.com\"]}}");
    assertThat(letters())
        .extracting(letter -> header(letter, "todoku.reason"))
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .isEqualTo(
                        "resend/shop item 0: it concerns one of 2 recipients, and does not say"
                            + " which"))
        .hasSize(2);
    assertThat(read(Topics.FEEDBACK)).isEmpty();
  }

  @Test
  void aServiceBehindPostfixCompletesWhatItsAcceptanceLeftOpen() {
    postfix();
    assertThat(last().status()).isEqualTo(Status.HANDED_ON);
    post(SENDGRID, "[" + event("delivered", 4, ",\"response\":\"250 2.0.0 OK\"") + "]");
    assertThat(last().status()).isEqualTo(Status.DELIVERED);
    assertThat(last().deliveredAt()).isEqualTo(NINE.plusSeconds(4).toEpochMilli());
  }

  @Test
  void theLogMayComeAfterTheService() {
    post(SENDGRID, "[" + event("delivered", 4, ",\"response\":\"250 2.0.0 OK\"") + "]");
    postfix();
    postfix();
    assertThat(last().status()).isEqualTo(Status.DELIVERED);
    assertThat(last().deliveredAt()).isEqualTo(NINE.plusSeconds(4).toEpochMilli());
  }

  @Test
  void aServiceBehindPostfixReportsARefusalThatItsAcceptanceHid() {
    postfix();
    post(
        SENDGRID,
        "["
            + event(
                "bounce",
                4,
                ",\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 user unknown\"")
            + "]");
    assertThat(last().status()).isEqualTo(Status.BOUNCED);
    assertThat(last().reason()).isEqualTo(Reason.USER_UNKNOWN);
  }

  @Test
  void anApplicationsOwnSendIsJoinedByTheMessageIdItWrote() {
    TestInputTopic<String, Send> sends =
        driver.createInputTopic(
            Topics.SENDS.name(),
            Topics.SENDS.keySerde().serializer(),
            Topics.SENDS.valueSerde().serializer());
    Send send = Send.builder("m1@shop.example", TARO, NINE.toEpochMilli()).build();
    sends.pipeInput(send.messageId(), send, send.time());
    post(
        "ses/main",
        "{\"eventType\":\"Bounce\",\"mail\":{\"messageId\":\"0100-a\",\"headers\":[{\"name\":"
            + "\"Message-ID\",\"value\":\"<m1@shop.example>\"}],\"commonHeaders\":{\"messageId\":"
            + "\"0100-a\"}},\"bounce\":{\"bounceType\":\"Permanent\",\"timestamp\":"
            + "\"2026-11-20T09:00:05Z\",\"bouncedRecipients\":[{\"emailAddress\":\"taro@gmail.com\","
            + "\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}]}}");
    assertThat(last().messageId()).isEqualTo("m1@shop.example");
    assertThat(last().status()).isEqualTo(Status.BOUNCED);
    assertThat(read(Topics.BOUNCES))
        .extracting(Bounce::reason)
        .containsExactly(Reason.USER_UNKNOWN);
  }

  private void postfix() {
    TestInputTopic<byte[], byte[]> log = input(Topics.RAW_POSTFIX);
    for (String line :
        List.of(
            "09:00:00 mx1 postfix/cleanup[7]: A85CC2B0E7: message-id=<m1@shop.example>",
            "09:00:00 mx1 postfix/qmgr[7]: A85CC2B0E7: from=<info@shop.example>, size=9, nrcpt=1"
                + " (queue active)",
            "09:00:01 mx1 postfix/smtp[7]: A85CC2B0E7: to=<taro@gmail.com>,"
                + " relay=smtp.sendgrid.net[192.0.2.80]:587, delay=1, delays=0/0/0/1, dsn=2.0.0,"
                + " status=sent (250 Ok: queued as X1)")) {
      log.pipeInput("mx1".getBytes(UTF_8), ("Nov 20 " + line).getBytes(UTF_8), NINE.toEpochMilli());
    }
  }

  private static String event(String type, int second, String more) {
    return "{\"email\":\"taro@gmail.com\",\"event\":\""
        + type
        + "\",\"timestamp\":"
        + (NINE.getEpochSecond() + second)
        + ",\"smtp-id\":\"<m1@shop.example>\",\"sg_message_id\":\"X1.recvd.0\""
        + more
        + "}";
  }

  private void post(String source, String body) {
    reports.pipeInput(
        new TestRecord<>(
            source.getBytes(UTF_8),
            body.getBytes(UTF_8),
            new RecordHeaders(),
            NINE.plusSeconds(30)));
  }

  private TestInputTopic<byte[], byte[]> input(Topic<byte[], byte[]> topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void silence() {
    TestDriver.silence(driver, Duration.ofMinutes(3));
  }

  private Outcome last() {
    outcomes.addAll(read(Topics.OUTCOMES));
    return outcomes.get(outcomes.size() - 1);
  }

  private <K, V> List<V> read(Topic<K, V> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private List<TestRecord<byte[], byte[]>> letters() {
    Topic<byte[], byte[]> topic = Topics.DEAD_LETTERS;
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readRecordsToList();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
