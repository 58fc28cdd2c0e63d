package dev.todoku.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

/** Mail through filters and relays of the sending side, from log lines to alerts. */
class PostfixWaysTest {
  private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
  private static final String FILTER = "127.0.0.1[127.0.0.1]:10024";
  private static final String GMAIL = "gmail-smtp-in.l.google.com[192.0.2.26]:25";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String OK = "250 2.0.0 Ok: queued as ";

  @TempDir private Path dir;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> log;

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
  void theOutcomeIsThatBehindTheFilter() {
    queued("09:00:00", "AA0001", "m1");
    queued("09:00:01", "BB0001", "m1");
    sent("09:00:01", "AA0001", "taro@gmail.com", FILTER, OK + "BB0001");
    deferred("09:00:02", "BB0001", "taro@gmail.com", GMAIL, "4.7.0", "421 4.7.0 Try again later");

    Outcome outcome = outcomes().get("m1@shop.example taro@gmail.com");

    assertThat(outcome.status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome.fault()).isEqualTo(Fault.RATE);
    assertThat(outcome.deliveredAt()).isZero();
    assertThat(outcome.way()).hasSize(1);
    assertThat(outcome.way().get(0).status()).isEqualTo(Status.HANDED_ON);
    assertThat(outcome.way().get(0).hop().name()).isEqualTo("127.0.0.1");
  }

  @Test
  void aFilterThatIsDownIsAnIncidentOfItsOwn() {
    ordinaryMail("08:00:00", 60);
    for (int i = 0; i < 60; i++) {
      String time = clock("09:00:00", i * 10);
      queued(time, "CC%04d".formatted(i), "down" + i);
      deferred(
          time,
          "CC%04d".formatted(i),
          "taro" + i + "@gmail.com",
          "none",
          "4.4.1",
          "connect to " + FILTER + ": Connection refused");
    }
    ordinaryMail("09:30:00", 60);

    List<Alert> alerts = alerts();
    Outcome waiting = outcomes().get("down7@shop.example taro7@gmail.com");

    assertThat(waiting.status()).isEqualTo(Status.DEFERRED);
    assertThat(waiting.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(waiting.stoppedAtHop().port()).isEqualTo(10_024);
    assertThat(alerts).isNotEmpty();
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.cause()).isEqualTo(Cause.FILTER_DOWN);
              assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(alert.scope().provider()).isEqualTo("filter:127.0.0.1:10024");
              assertThat(alert.title().en()).contains("content filter at 127.0.0.1:10024");
              assertThat(alert.title().ja()).contains("フィルター 127.0.0.1:10024");
            });
    assertThat(alerts.get(0).onset()).isEqualTo(at("09:00:00"));
    assertThat(alerts.get(0).detectedAt()).isLessThanOrEqualTo(at("09:05:00"));
    assertThat(alerts.get(alerts.size() - 1).state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(deferredAt("google")).isZero();
    assertThat(deferredAt("filter:127.0.0.1:10024")).isEqualTo(60);
  }

  @Test
  void aRelayWhoseNameDoesNotResolveKillsNoAddress() {
    for (int i = 0; i < 40; i++) {
      String time = clock("09:00:00", i * 10);
      queued(time, "DD%04d".formatted(i), "lost" + i);
      bounced(
          time,
          "DD%04d".formatted(i),
          "ken" + i + "@gmail.com",
          "none",
          "5.4.4",
          "Host or domain name not found. Name service error for name=relay.corp.example type=MX:"
              + " Host not found");
    }
    ordinaryMail("09:30:00", 10);

    List<Alert> alerts = alerts();
    Outcome lost = outcomes().get("lost3@shop.example ken3@gmail.com");

    assertThat(lost.status()).isEqualTo(Status.BOUNCED);
    assertThat(lost.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(lost.addressIsDead()).isFalse();
    assertThat(all(Topics.RECIPIENT_HEALTH)).noneMatch(RecipientHealth::suppressed);
    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.RELAY_UNRESOLVABLE);
    assertThat(alerts.get(0).scope().provider()).isEqualTo("relay:relay.corp.example");
  }

  @Test
  void aSmarthostThatRefusesTheLoginIsBlamedAndNotTheProvider() {
    ordinaryMail("08:00:00", 60);
    for (int i = 0; i < 40; i++) {
      String time = clock("09:00:00", i * 10);
      queued(time, "EE%04d".formatted(i), "login" + i);
      deferred(
          time,
          "EE%04d".formatted(i),
          "ken" + i + "@gmail.com",
          "smtp.isp.example[192.0.2.7]:587",
          "4.7.8",
          "SASL authentication failed; server smtp.isp.example[192.0.2.7] said: 535 5.7.8 Error:"
              + " authentication failed");
    }
    ordinaryMail("09:30:00", 10);

    List<Alert> alerts = alerts();

    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.RELAY_REFUSES);
    assertThat(alerts.get(0).scope().provider()).isEqualTo("relay:smtp.isp.example");
    assertThat(deferredAt("google")).isZero();
  }

  @Test
  void aFilterThatRefusesIsBlamedAndNoRecipient() {
    ordinaryMail("08:00:00", 60);
    for (int i = 0; i < 40; i++) {
      String time = clock("09:00:00", i * 10);
      queued(time, "EA%04d".formatted(i), "refused" + i);
      bounced(
          time,
          "EA%04d".formatted(i),
          "ken" + i + "@gmail.com",
          FILTER,
          "5.7.1",
          "host 127.0.0.1[127.0.0.1] said: 554 5.7.1 Rejected by policy (in reply to end of DATA"
              + " command)");
    }
    ordinaryMail("09:30:00", 10);

    List<Alert> alerts = alerts();
    Outcome refused = outcomes().get("refused3@shop.example ken3@gmail.com");

    assertThat(refused.status()).isEqualTo(Status.BOUNCED);
    assertThat(refused.fault()).isEqualTo(Fault.SENDER_SYSTEM);
    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.FILTER_REFUSES);
    assertThat(alerts.get(0).scope().provider()).isEqualTo("filter:127.0.0.1:10024");
    assertThat(alerts.get(0).onset()).isEqualTo(at("09:00:00"));
    assertThat(all(Topics.RECIPIENT_HEALTH)).noneMatch(RecipientHealth::suppressed);
  }

  @Test
  void aSmarthostThatDoesNotAnswerIsDownAndNoProviderIs() {
    ordinaryMail("08:00:00", 60);
    for (int i = 0; i < 40; i++) {
      String time = clock("09:00:00", i * 10);
      queued(time, "EB%04d".formatted(i), "waits" + i);
      deferred(
          time,
          "EB%04d".formatted(i),
          "ken" + i + "@gmail.com",
          "none",
          "4.4.1",
          "connect to smtp.isp.example[192.0.2.7]:587: Connection timed out");
    }
    ordinaryMail("09:30:00", 10);

    List<Alert> alerts = alerts();

    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.RELAY_DOWN);
    assertThat(alerts.get(0).scope().provider()).isEqualTo("relay:smtp.isp.example");
    assertThat(alerts.get(0).onset()).isEqualTo(at("09:00:00"));
    assertThat(deferredAt("google")).isZero();
    assertThat(deferredAt("relay:smtp.isp.example")).isEqualTo(40);
  }

  @Test
  void whatASmarthostTookIsHandedOnAndCountedApart() {
    queued("09:00:00", "FF0001", "m1");
    sent(
        "09:00:01", "FF0001", "taro@gmail.com", "smtp.sendgrid.net[192.0.2.99]:587", OK + "abcDEF");
    ordinaryMail("09:30:00", 3);

    Outcome outcome = outcomes().get("m1@shop.example taro@gmail.com");
    List<ProviderHealth> health = all(Topics.PROVIDER_HEALTH);

    assertThat(outcome.status()).isEqualTo(Status.HANDED_ON);
    assertThat(outcome.stoppedAtHop().name()).isEqualTo("smtp.sendgrid.net");
    assertThat(health.stream().filter(row -> row.provider().equals("google")))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.handedOn()).isEqualTo(1);
              assertThat(row.accepted()).isZero();
              assertThat(row.attempts()).isZero();
            });
    assertThat(health.stream().filter(row -> row.provider().equals("relay:smtp.sendgrid.net")))
        .singleElement()
        .satisfies(row -> assertThat(row.accepted()).isEqualTo(1));
  }

  @Test
  void theOrderInWhichTheLogsOfAChainComeDoesNotMatter() {
    List<String> app =
        List.of(
            line("09:00:00", "app1", "cleanup", "AB0001: message-id=<c1@shop.example>"),
            line("09:00:00", "app1", "qmgr", "AB0001: from=<a@shop.example>, size=1, nrcpt=1 (x)"),
            attempt(
                "09:00:01",
                "app1",
                "AB0001",
                "ken@firm.example",
                "mx2.shop.example[203.0.113.9]:25",
                "2.0.0",
                "sent",
                OK + "CD0001"));
    List<String> relay =
        List.of(
            line("09:00:01", "mx2", "cleanup", "CD0001: message-id=<c1@shop.example>"),
            line("09:00:01", "mx2", "qmgr", "CD0001: from=<a@shop.example>, size=1, nrcpt=1 (x)"),
            attempt(
                "09:00:03",
                "mx2",
                "CD0001",
                "ken@firm.example",
                "mail.firm.example[198.51.100.7]:25",
                "5.1.1",
                "bounced",
                "host mail.firm.example[198.51.100.7] said: 550 5.1.1 User unknown (in reply to"
                    + " RCPT TO command)"));
    relay.forEach(this::feed);
    app.forEach(this::feed);
    Outcome last = outcomes().get("c1@shop.example ken@firm.example");
    List<String> renamed = new ArrayList<>(app);
    renamed.addAll(relay);
    renamed.forEach(line -> feed(line.replace("c1@", "c2@").replace("0001", "0002")));
    Outcome first = outcomes().get("c2@shop.example ken@firm.example");

    assertThat(last.status()).isEqualTo(Status.BOUNCED);
    assertThat(last.fault()).isEqualTo(Fault.ADDRESS);
    assertThat(last.addressIsDead()).isTrue();
    assertThat(first.status()).isEqualTo(last.status());
    assertThat(first.way()).hasSize(1);
    assertThat(last.way()).hasSize(1);
    assertThat(first.stoppedAtHop()).isNull();
  }

  @Test
  void whatAnOperatorDeletesFromTheQueueIsThrownAway() {
    queued("09:00:00", "AD0001", "m1");
    deferred("09:00:02", "AD0001", "taro@gmail.com", GMAIL, "4.7.0", "421 4.7.0 Try again later");
    feed(line("09:20:00", "mx1", "postsuper", "AD0001: removed"));

    Outcome outcome = outcomes().get("m1@shop.example taro@gmail.com");

    assertThat(outcome.status()).isEqualTo(Status.DISCARDED);
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.time()).isEqualTo(at("09:20:00"));
  }

  @Test
  void aQueueThatComesBackUnderAnotherHostNameGoesOnWithItsMessages() {
    feed(line("09:00:00", "pod-a", "cleanup", "AE00000001: message-id=<m1@shop.example>"));
    feed(sender("09:00:00", "pod-a", "AE00000001", "a@shop.example"));
    feed(laterTry("09:00:01", "pod-a", "AE00000001", 1, "4.7.0", "deferred", "421 4.7.0 Later"));
    feed(sender("09:30:01", "pod-b", "AE00000001", "a@shop.example"));
    feed(laterTry("09:30:02", "pod-b", "AE00000001", 1802.2, "2.0.0", "sent", "250 2.0.0 OK"));
    feed(line("09:30:02", "pod-b", "qmgr", "AE00000001: removed"));

    assertThat(outcomes()).hasSize(1);
    Outcome outcome = outcomes().get("m1@shop.example taro@gmail.com");
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.deliveredAt()).isEqualTo(at("09:30:02"));
  }

  @Test
  void theSameQueueIdOnAnotherHostAtAnotherTimeIsAnotherMessage() {
    feed(line("09:00:00", "mx1", "cleanup", "AF00000001: message-id=<m1@shop.example>"));
    feed(sender("09:00:00", "mx1", "AF00000001", "a@shop.example"));
    feed(laterTry("09:00:01", "mx1", "AF00000001", 1, "4.7.0", "deferred", "421 4.7.0 Later"));
    feed(sender("09:30:01", "mx2", "AF00000001", "a@shop.example"));
    feed(laterTry("09:30:02", "mx2", "AF00000001", 12.2, "2.0.0", "sent", "250 2.0.0 OK"));

    assertThat(outcomes().keySet())
        .containsExactly(
            "AF00000001.mx2@queue-id.invalid taro@gmail.com", "m1@shop.example taro@gmail.com");
    assertThat(outcomes().get("m1@shop.example taro@gmail.com").status())
        .isEqualTo(Status.DEFERRED);
  }

  @Test
  void mailWithoutAMessageIdGoesByTheIdThatTheFilterGivesIt() {
    feed(sender("09:00:00", "mx1", "BA00000001", "noreply@shop.example"));
    sent("09:00:01", "BA00000001", "taro@gmail.com", FILTER, OK + "BA00000002");
    queued("09:00:01", "BA00000002", "made");
    deferred("09:00:02", "BA00000002", "taro@gmail.com", GMAIL, "4.7.0", "421 4.7.0 Later");

    assertThat(outcomes().keySet()).containsExactly("made@shop.example taro@gmail.com");
    Outcome outcome = outcomes().get("made@shop.example taro@gmail.com");
    assertThat(outcome.status()).isEqualTo(Status.DEFERRED);
    assertThat(outcome.way()).hasSize(1);
    assertThat(outcome.way().get(0).queueId()).isEqualTo("BA00000001");
  }

  @Test
  void mailWithoutAMessageIdOfWhichTheFiltersQueueShowsNothingIsHandedOn() {
    feed(sender("09:00:00", "mx1", "BB00000001", "a@shop.example"));
    sent("09:00:01", "BB00000001", "taro@gmail.com", FILTER, OK + "BB00000002");

    assertThat(outcomes().get("BB00000001.mx1@queue-id.invalid taro@gmail.com").status())
        .isEqualTo(Status.HANDED_ON);
  }

  private static String sender(String time, String host, String queueId, String from) {
    return line(
        time, host, "qmgr", queueId + ": from=<" + from + ">, size=2, nrcpt=1 (queue active)");
  }

  private static String laterTry(
      String time,
      String host,
      String queueId,
      double delay,
      String dsn,
      String status,
      String reply) {
    return attempt(time, host, queueId, "taro@gmail.com", GMAIL, dsn, status, reply)
        .replace("delay=0.2", "delay=" + delay);
  }

  private final Map<String, Outcome> last = new TreeMap<>();

  private Map<String, Outcome> outcomes() {
    TestDriver.silence(driver, TestDriver.QUIET);
    all(Topics.OUTCOMES)
        .forEach(outcome -> last.put(outcome.messageId() + ' ' + outcome.recipient(), outcome));
    return last;
  }

  private List<Alert> alerts() {
    TestDriver.silence(driver, TestDriver.QUIET.multipliedBy(2));
    return all(Topics.ALERTS);
  }

  private final List<ProviderHealth> health = new ArrayList<>();

  private long deferredAt(String provider) {
    health.addAll(all(Topics.PROVIDER_HEALTH));
    return health.stream()
        .filter(row -> row.provider().equals(provider))
        .mapToLong(ProviderHealth::deferred)
        .sum();
  }

  private <T> List<T> all(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  /** Mail that goes through the filter and arrives, a message in ten seconds. */
  private void ordinaryMail(String from, int count) {
    for (int i = 0; i < count; i++) {
      String time = clock(from, i * 10);
      String id = from.substring(0, 2) + from.substring(3, 5) + "%04d".formatted(i);
      queued(time, "A" + id, "usual" + id);
      queued(time, "B" + id, "usual" + id);
      sent(time, "A" + id, "hana" + i + "@docomo.ne.jp", FILTER, OK + "B" + id);
      sent(
          time,
          "B" + id,
          "hana" + i + "@docomo.ne.jp",
          "mfsmax.docomo.ne.jp[192.0.2.61]:25",
          "250 2.0.0 OK");
    }
  }

  private void queued(String time, String queueId, String messageId) {
    feed(line(time, "mx1", "cleanup", queueId + ": message-id=<" + messageId + "@shop.example>"));
    feed(
        line(
            time,
            "mx1",
            "qmgr",
            queueId + ": from=<noreply@shop.example>, size=2000, nrcpt=1 (queue active)"));
  }

  private void sent(String time, String queueId, String to, String relay, String reply) {
    feed(attempt(time, "mx1", queueId, to, relay, "2.0.0", "sent", reply));
  }

  private void deferred(
      String time, String queueId, String to, String relay, String dsn, String reply) {
    String said =
        reply.startsWith("421") ? "host " + relay.replace(":25", "") + " said: " + reply : reply;
    feed(attempt(time, "mx1", queueId, to, relay, dsn, "deferred", said));
  }

  private void bounced(
      String time, String queueId, String to, String relay, String dsn, String reply) {
    feed(attempt(time, "mx1", queueId, to, relay, dsn, "bounced", reply));
  }

  private static String attempt(
      String time,
      String host,
      String queueId,
      String to,
      String relay,
      String dsn,
      String status,
      String reply) {
    return line(
        time,
        host,
        "smtp",
        queueId
            + ": to=<"
            + to
            + ">, relay="
            + relay
            + ", delay=0.2, delays=0.1/0.01/0.05/0.04, dsn="
            + dsn
            + ", status="
            + status
            + " ("
            + reply
            + ")");
  }

  private static String line(String time, String host, String daemon, String message) {
    return "Nov 20 " + time + ' ' + host + " postfix/" + daemon + "[12]: " + message;
  }

  private void feed(String line) {
    log.pipeInput("log".getBytes(UTF_8), line.getBytes(UTF_8), NOON);
  }

  private static String clock(String from, int seconds) {
    return LocalTime.parse(from).plusSeconds(seconds).format(CLOCK);
  }

  private static long at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
  }
}
