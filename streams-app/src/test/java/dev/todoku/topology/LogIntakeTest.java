package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.intake.LogSource;
import dev.todoku.intake.LogSourceStore;
import dev.todoku.intake.log.LineResult;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.Fault;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.streams.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of other servers than Postfix, through the whole pipeline. */
class LogIntakeTest {
  private static final long AT = Instant.parse("2026-11-20T10:00:10Z").toEpochMilli();
  private static final String ID = "1sAbCd-00000001abc-0XyZ";
  private static final String ARRIVAL =
      "2026-11-20 10:00:00.123 +0000 "
          + ID
          + " <= bounce+4711@shop.example H=app.shop.example [192.0.2.10] P=esmtps S=18234"
          + " id=m1@shop.example T=\"order\" for ann@mail.example.jp bo@mail.example.jp";
  private static final String DEFERRED =
      "2026-11-20 10:00:02.456 +0000 "
          + ID
          + " == ann@mail.example.jp R=dnslookup T=remote_smtp defer (-44) H=mx.mail.example.jp"
          + " [203.0.113.9]: SMTP error from remote mail server after RCPT"
          + " TO:<ann@mail.example.jp>: 452 4.2.2 Mailbox full";
  private static final String REFUSED =
      "2026-11-20 10:00:02.500 +0000 "
          + ID
          + " ** bo@mail.example.jp R=dnslookup T=remote_smtp H=mx.mail.example.jp [203.0.113.9]:"
          + " SMTP error from remote mail server after RCPT TO:<bo@mail.example.jp>: 550 5.1.1 user"
          + " unknown";
  private static final String DELIVERED =
      "2026-11-20 10:10:02.000 +0000 "
          + ID
          + " => ann@mail.example.jp R=dnslookup T=remote_smtp H=mx.mail.example.jp [203.0.113.9]"
          + " C=\"250 2.0.0 OK\"";

  @TempDir private Path dir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> logs;

  @BeforeEach
  void open() {
    driver = TestDriver.open(dir.resolve("state"), TestSettings.of(1));
    logs = input(driver);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Topics.RAW_LOGS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Test
  void aMessageOfEximBecomesSendsAttemptsAndOutcomes() {
    pipe("exim/mx1", ARRIVAL, DEFERRED, REFUSED, DELIVERED);
    TestDriver.silence(driver, TestDriver.QUIET);
    List<Send> sends = all(Topics.SENDS);
    assertThat(sends)
        .extracting(Send::recipient, Send::time, Send::envelopeFrom, Send::size, Send::queueId)
        .containsExactly(
            tuple(
                "ann@mail.example.jp", at("10:00:00.123"), "bounce+4711@shop.example", 18_234L, ID),
            tuple(
                "bo@mail.example.jp", at("10:00:00.123"), "bounce+4711@shop.example", 18_234L, ID));
    assertThat(sends)
        .allSatisfy(
            send -> {
              assertThat(send.messageId()).isEqualTo("m1@shop.example");
              assertThat(send.subject()).isEqualTo("order");
              assertThat(send.origin().host()).isEqualTo("mx1");
              assertThat(send.origin().fromDomain()).isEqualTo("shop.example");
              assertThat(send.envelopeId()).isEqualTo("bounce+4711@shop.example");
            });
    List<DeliveryEvent> attempts = all(Topics.DELIVERIES);
    assertThat(attempts).hasSize(2);
    assertThat((Deferral) attempts.get(0))
        .satisfies(
            deferral -> {
              assertThat(deferral.reason()).isEqualTo(Reason.MAILBOX_FULL);
              assertThat(deferral.time()).isEqualTo(at("10:00:02.456"));
              assertThat(deferral.remoteHost()).isEqualTo("mx.mail.example.jp");
            });
    assertThat(((Delivery) attempts.get(1)).reply().text()).isEqualTo("250 2.0.0 OK");
    List<Bounce> bounces = all(Topics.BOUNCES);
    assertThat(bounces)
        .extracting(Bounce::recipient, Bounce::reason, Bounce::kind)
        .containsExactly(tuple("bo@mail.example.jp", Reason.USER_UNKNOWN, Bounce.Kind.IN_BAND));
    assertThat(outcomes())
        .containsEntry("ann@mail.example.jp", Status.DELIVERED)
        .containsEntry("bo@mail.example.jp", Status.BOUNCED)
        .hasSize(2);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void theOrderOfLinesChangesNothing() {
    List<String> lines = new ArrayList<>(List.of(ARRIVAL, DEFERRED, REFUSED, DELIVERED));
    Collections.reverse(lines);
    pipe("exim/mx1", lines.toArray(String[]::new));
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(all(Topics.SENDS)).extracting(Send::messageId).containsOnly("m1@shop.example");
    assertThat(outcomes())
        .containsEntry("ann@mail.example.jp", Status.DELIVERED)
        .containsEntry("bo@mail.example.jp", Status.BOUNCED)
        .hasSize(2);
  }

  @Test
  void aMessageWhoseArrivalIsNotReadGoesByTheServersId() {
    pipe("exim/mx1", REFUSED);
    assertThat(all(Topics.BOUNCES)).isEmpty();
    TestDriver.silence(driver, TestDriver.QUIET);
    List<Bounce> bounces = all(Topics.BOUNCES);
    assertThat(bounces).extracting(Bounce::messageId).containsExactly(ID + ".mx1@queue-id.invalid");
  }

  @Test
  void theHeaderOfACsvFileIsRememberedOverARestart() {
    pipe("pmta1", "type,timeLogged,rcpt,dsnStatus,dsnDiag,bounceCat,envId");
    LogSourceStore restarted =
        new LogSourceStore(TestSettings.of(1), driver.getKeyValueStore(Names.LOG_SOURCES_STORE));
    String line = "b,1795168802,cy@mail.example.jp,5.1.1 (x),smtp;550 5.1.1 gone,bad-mailbox,e1";
    LogSource source =
        restarted.of(new Record<>("pmta1".getBytes(UTF_8), line.getBytes(UTF_8), AT), line).get();
    assertThat(source.parser().parse(line, 0, AT)).isInstanceOf(LineResult.Read.class);
    assertThat(source.host()).isEqualTo("pmta1");
  }

  @Test
  void aFileWithoutAMessageIdGoesByTheServersId() {
    pipe(
        "pmta1",
        "type,timeLogged,rcpt,dsnStatus,dsnDiag,bounceCat,envId",
        "b,1795168802,cy@mail.example.jp,5.1.1 (x),smtp;550 5.1.1 gone,bad-mailbox,e1");
    List<Bounce> bounces = all(Topics.BOUNCES);
    assertThat(bounces)
        .extracting(Bounce::recipient, Bounce::reason, Bounce::messageId)
        .containsExactly(
            tuple("cy@mail.example.jp", Reason.USER_UNKNOWN, "e1.pmta1@queue-id.invalid"));
  }

  @Test
  void aClassOfTheServerDecidesWhereTheReplySaysNothing() {
    pipe(
        "powermta/pmta1",
        "type,timeLogged,rcpt,bounceCat,envId",
        "b,1795168802,cy@mail.example.jp,inactive-mailbox,e1");
    List<Bounce> bounces = all(Topics.BOUNCES);
    assertThat(bounces).extracting(Bounce::reason).containsExactly(Reason.SUSPENDED);
  }

  @Test
  void whatTheServerDroppedIsNoFailureOfAnybody() {
    pipe(
        "kumomta/k1",
        "{\"type\":\"Reception\",\"id\":\"k1\",\"sender\":\"a@shop.example\",\"recipient\":\"ann@mail.example.jp\",\"timestamp\":1795168800,\"num_attempts\":0,\"headers\":{\"Message-ID\":\"<k@shop.example>\"}}",
        "{\"type\":\"AdminBounce\",\"id\":\"k1\",\"sender\":\"a@shop.example\",\"recipient\":\"ann@mail.example.jp\",\"response\":{\"code\":551,\"content\":\"Administrator"
            + " bounced:"
            + " stop\"},\"timestamp\":1795168802,\"num_attempts\":0,\"headers\":{\"Message-ID\":\"<k@shop.example>\"}}");
    TestDriver.silence(driver, TestDriver.QUIET.multipliedBy(4));
    List<Outcome> outcomes = all(Topics.OUTCOMES);
    Outcome last = outcomes.get(outcomes.size() - 1);
    assertThat(last.status()).isEqualTo(Status.DISCARDED);
    assertThat(last.fault()).isEqualTo(Fault.NONE);
    assertThat(last.addressIsDead()).isFalse();
    assertThat(last.stoppedAtHop().kind()).isEqualTo(HopKind.DISCARD);
    List<ProviderHealth> health = all(Topics.PROVIDER_HEALTH);
    assertThat(health)
        .allSatisfy(row -> assertThat(row.bounced() + row.deferred() + row.accepted()).isZero());
  }

  @Test
  void aBounceMessageOfTheServerItselfIsNoMail() {
    pipe(
        "exim/mx1",
        "2026-11-20 10:00:03 +0000 1sAbCf-00000002abc-0Qrs <= <> R="
            + ID
            + " U=Debian-exim P=local S=2800 for app@shop.example",
        "2026-11-20 10:00:04 +0000 1sAbCf-00000002abc-0Qrs => app@shop.example R=dnslookup"
            + " T=remote_smtp H=mx.shop.example [203.0.113.8] C=\"250 ok\"");
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(all(Topics.SENDS)).isEmpty();
    assertThat(all(Topics.DELIVERIES)).isEmpty();
  }

  @Test
  void aLineOfNoFormatIsLaidDownWithTheReason() {
    pipe("mx1", "what is this");
    pipe("exim/mx1", "what is this");
    assertThat(deadLetters())
        .satisfiesExactly(
            reason -> assertThat(reason).contains("no log that is known"),
            reason -> assertThat(reason).startsWith("exim: neither"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "\"\"", "[null]"})
  void aRecordWithoutARecipientIsADeadLetter(String recipient) {
    for (String type : List.of("Reception", "Delivery", "TransientFailure", "Bounce", "OOB")) {
      pipe(
          "kumomta/k1",
          "{\"type\":\"%s\",\"id\":\"k1\",\"recipient\":%s,\"timestamp\":1795168800,\"num_attempts\":0}"
              .formatted(type, recipient));
    }
    assertThat(deadLetters()).hasSize(5).containsOnly("kumomta: recipient is required");
  }

  @Test
  void aRecordWithoutATypeAndARowWithoutARecipientAreDeadLetters() {
    pipe("kumomta/k1", "{\"id\":\"k1\",\"recipient\":\"a@b.example\",\"timestamp\":1795168800}");
    pipe("powermta/p1", "type,timeLogged,rcpt,dsnStatus,envId", "r,1795168802,,,e1");
    assertThat(deadLetters())
        .containsExactly("kumomta: a record that has no type", "powermta: recipient is required");
  }

  @Test
  void anAddressThatIsTooLongIsADeadLetterAndTheNextLineIsRead() {
    String longest = "a".repeat(310) + "@mail.example.jp";
    pipe("exim/mx1", ARRIVAL, REFUSED.replace("bo@mail.example.jp", longest), REFUSED);
    TestDriver.silence(driver, TestDriver.QUIET);
    assertThat(all(Topics.BOUNCES))
        .extracting(Bounce::recipient)
        .containsExactly("bo@mail.example.jp");
    assertThat(deadLetters()).singleElement().asString().startsWith("exim: recipient");
  }

  @Test
  void aHeaderNamesTheFormatOfALineWithoutAShape() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("format", "exim".getBytes(UTF_8));
    logs.pipeInput(
        new TestRecord<>(
            "mx1".getBytes(UTF_8),
            "2026-11-20 10:00:00 exim 4.98 daemon started".getBytes(UTF_8),
            headers,
            Instant.ofEpochMilli(AT)));
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void aLineWithoutAKeyIsKeyedByItsHost() {
    logs.pipeInput(
        null,
        "Nov 20 10:00:00 mx7 sendmail[1]: 4AK10098012345: from=<a@shop.example>, size=5, nrcpts=1, msgid=<s@shop.example>, relay=app"
            .getBytes(UTF_8),
        AT);
    logs.pipeInput(null, ARRIVAL.getBytes(UTF_8), AT);
    logs.pipeInput(
        "sendmail/mx7".getBytes(UTF_8),
        "Nov 20 10:00:01 mx7 sendmail[2]: 4AK10098012345: to=<ann@mail.example.jp>, mailer=esmtp, relay=mx.mail.example.jp. [203.0.113.9], dsn=2.0.0, stat=Sent (ok)"
            .getBytes(UTF_8),
        AT);
    assertThat(all(Topics.SENDS)).extracting(Send::messageId).containsExactly("s@shop.example");
    assertThat(deadLetters()).singleElement().asString().contains("does not name its host");
  }

  private void pipe(String key, String... lines) {
    for (String line : lines) {
      logs.pipeInput(key.getBytes(UTF_8), line.getBytes(UTF_8), AT);
    }
  }

  private Map<String, Status> outcomes() {
    Map<String, Status> last = new TreeMap<>();
    all(Topics.OUTCOMES).forEach(outcome -> last.put(outcome.recipient(), outcome.status()));
    return last;
  }

  private List<String> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .map(letter -> new String(letter.headers().lastHeader("todoku.reason").value(), UTF_8))
        .toList();
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
