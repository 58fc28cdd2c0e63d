package dev.todoku.topology;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.recipients.RecipientStateCodec;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureNotice;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Send;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.Names;
import dev.todoku.testing.Mail;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.SenderMinute;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through all stages at once, without a broker and so with one partition. */
class FlowTest {
  private static final long MINUTE = 60_000;

  private static final String BLOCKED_IP = "192.0.2.10";
  private static final String FREE_IP = "198.51.100.7";
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final Mail MAIL = Mail.to("Hanako@docomo.ne.jp", "m1@shop.example");

  @TempDir Path dir;
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver = TestDriver.open(dir, TestSettings.of(1));
    silence(TestDriver.QUIET);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aDeliveryBecomesAnOutcomeAndARowOfItsProvider() {
    send(MAIL.send(at("09:00")));
    assertThat(read(Topics.OUTCOMES)).isEmpty();
    deliver(MAIL.delivery(at("09:01")));
    TestRecord<String, Outcome> record = records(Topics.OUTCOMES).get(0);
    assertThat(record.key()).isEqualTo(HANAKO);
    assertThat(record.timestamp()).isEqualTo(at("09:01"));
    assertThat(record.value().status()).isEqualTo(Status.DELIVERED);
    assertThat(record.value().recipient()).isEqualTo("Hanako@docomo.ne.jp");
    assertThat(record.value().provider()).isEqualTo("docomo");
    assertThat(record.value().revision()).isEqualTo(2);

    deliver(Mail.to("taro@gmail.com", "m2@shop.example").delivery(at("09:02")));
    silence(TestDriver.QUIET);
    TestRecord<String, ProviderHealth> row = records(Topics.PROVIDER_HEALTH).get(0);
    assertThat(row.key()).isEqualTo("shop.example");
    assertThat(row.value().provider()).isEqualTo("docomo");
    assertThat(row.value().minute()).isEqualTo(at("09:01"));
    assertThat(row.value().accepted()).isEqualTo(1);
    assertThat(row.value().attempts()).isEqualTo(1);
    assertThat(read(Topics.RECIPIENT_HEALTH)).isEmpty();
  }

  @Test
  void whoHasNoAnswerForAMinuteIsKnownByAddress() {
    send(MAIL.send(at("09:00")));
    silence(Duration.ofSeconds(30));
    assertThat(latestMessages()).isEmpty();
    silence(Duration.ofSeconds(30));
    assertThat(latestMessages()).containsExactly("m1@shop.example");
    assertThat(read(Topics.OUTCOMES)).isEmpty();
    assertThat(read(Topics.RECIPIENT_HEALTH)).isEmpty();

    deliver(MAIL.delivery(at("09:05")));
    assertThat(latestMessages()).containsExactly("m1@shop.example");
    silence(Duration.ofMinutes(2));
    deliver(Mail.to("taro@gmail.com", "m2@shop.example").delivery(at("09:08")));
    assertThat(read(Topics.PROVIDER_HEALTH))
        .filteredOn(row -> row.provider().equals("docomo"))
        .singleElement()
        .satisfies(row -> assertThat(row.accepted()).isEqualTo(1));
  }

  @Test
  void aRepeatedDeliveryIsToldOnce() {
    for (int i = 0; i < 3; i++) {
      send(MAIL.send(at("09:00")));
      deliver(MAIL.delivery(at("09:01")));
    }
    assertThat(read(Topics.OUTCOMES)).hasSize(1);
  }

  @Test
  void case11aBounceTwoDaysLaterRevisesTheOutcomeAndWithdrawsTheAcceptance() {
    deliver(MAIL.delivery(at("09:00")));
    bounce(MAIL.bounceMessage(at(2, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    silence(TestDriver.QUIET);
    assertThat(read(Topics.OUTCOMES))
        .extracting(Outcome::status)
        .containsExactly(Status.DELIVERED, Status.BOUNCED);
    RecipientHealth health = read(Topics.RECIPIENT_HEALTH).get(0);
    assertThat(health.recipient()).isEqualTo(HANAKO);
    assertThat(health.suppressed()).isTrue();

    deliver(Mail.to("taro@gmail.com", "m2@shop.example").delivery(at(2, "09:01")));
    silence(TestDriver.QUIET);
    ProviderHealth later = read(Topics.PROVIDER_HEALTH).get(1);
    assertThat(later.bounced()).isEqualTo(1);
    assertThat(later.withdrawn()).isEqualTo(1);
    assertThat(later.attempts()).isZero();
  }

  @Test
  void whoeverTheSendNamesIsToldOnceThatItFailed() {
    Send plain = MAIL.send(at("09:00"));
    send(plain.toBuilder().notifyTo("orders@shop.example").build());
    deliver(MAIL.delivery(at("09:00")));
    assertThat(read(Topics.FAILURES)).isEmpty();
    bounce(MAIL.bounceMessage(at(2, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    bounce(MAIL.bounceMessage(at(2, "10:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    silence(TestDriver.QUIET);
    List<TestRecord<String, FailureNotice>> all = records(Topics.FAILURES);
    assertThat(all).hasSize(1);
    TestRecord<String, FailureNotice> told = all.get(0);
    assertThat(told.key()).isEqualTo(HANAKO);
    assertThat(told.getRecordTime().toEpochMilli()).isEqualTo(at(2, "09:00"));
    assertThat(told.value().notifyTo()).isEqualTo("orders@shop.example");
    assertThat(told.value().reason()).isEqualTo(Reason.USER_UNKNOWN);
  }

  @Test
  void aBounceBeforeItsSendWaitsForIt() {
    bounce(MAIL.bounceMessage(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    assertThat(read(Topics.OUTCOMES)).isEmpty();
    send(MAIL.send(at("09:00") - 2_000));
    assertThat(read(Topics.OUTCOMES))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
              assertThat(outcome.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
              assertThat(outcome.sentAt()).isEqualTo(at("09:00") - 2_000);
            });
    silence(TestSettings.EARLY_WAIT);
    assertThat(read(Topics.UNMATCHED)).isEmpty();
  }

  @Test
  void aBounceWithoutAnIdentityIsMatchedToTheLastMailOfItsRecipient() {
    deliver(MAIL.delivery(at("09:00")));
    Mail nameless = new Mail(null, "hanako@docomo.ne.jp", null, null, MAIL.origin());
    bounce(nameless.bounceMessage(at("09:05"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    // By then all earlier mail of the recipient is known.
    silence(TestDriver.QUIET);
    assertThat(read(Topics.OUTCOMES).get(1).matchedBy()).isEqualTo(MatchedBy.RECIPIENT_AND_TIME);
  }

  @Test
  void case33aBounceOfWhatWasNeverSentIsSetAsideWhenTheStreamFallsSilent() {
    bounce(MAIL.bounceMessage(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    silence(TestSettings.EARLY_WAIT.minusMinutes(1));
    assertThat(read(Topics.UNMATCHED)).isEmpty();
    silence(Duration.ofMinutes(2));
    TestRecord<String, Unmatched> unmatched = records(Topics.UNMATCHED).get(0);
    assertThat(unmatched.key()).isEqualTo(HANAKO);
    assertThat(unmatched.value().tried()).containsExactly(MatchedBy.MESSAGE_ID);
    assertThat(unmatched.value().event().bounce().messageId()).isEqualTo("m1@shop.example");
    assertThat(read(Topics.RECIPIENT_HEALTH)).isEmpty();
    assertThat(read(Topics.OUTCOMES)).isEmpty();
  }

  @Test
  void case33whatOffersOtherIdentitiesIsLookedForByThemFirst() {
    bounce(MAIL.queueId("4bQ1").bounceMessage(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    silence(TestSettings.EARLY_WAIT.multipliedBy(2).plusMinutes(1));
    assertThat(read(Topics.UNMATCHED))
        .singleElement()
        .satisfies(
            unmatched ->
                assertThat(unmatched.tried())
                    .containsExactly(MatchedBy.MESSAGE_ID, MatchedBy.QUEUE_ID));
  }

  @Test
  void case23aBlockIsOneIncidentWithEvidenceAndRemedyAndEndsWhenMailPassesAgain() {
    long minute = deliverEachMinute(at("09:00"), 300);
    long blocked = minute;
    for (int i = 0; i < 25; i++, minute += MINUTE) {
      bounce(number(minute).refusal(minute, Reason.BLOCKED, Mail.BLOCKED));
    }
    deliverEachMinute(minute, 300);
    silence(TestDriver.QUIET);

    Scope scope = new Scope("docomo", "192.0.2.10", null);
    List<Signal> signals =
        read(Topics.SIGNALS).stream().filter(s -> s.cause() == Cause.IP_BLOCK).toList();
    assertThat(signals.get(0).state()).isEqualTo(Signal.State.RAISED);
    assertThat(signals.get(signals.size() - 1).state()).isEqualTo(Signal.State.CLEARED);
    assertThat(signals).extracting(Signal::scope).containsOnly(scope);

    List<Alert> alerts = read(Topics.ALERTS);
    assertThat(alerts).extracting(Alert::cause).doesNotContain(Cause.DOMAIN_BLOCK);
    List<Alert> block = alerts.stream().filter(a -> a.cause() == Cause.IP_BLOCK).toList();
    assertThat(block).extracting(Alert::incidentId).containsOnly(block.get(0).incidentId());
    assertThat(block).filteredOn(a -> a.state() == Alert.State.OPEN).hasSize(1);

    Alert open = block.get(0);
    assertThat(open.state()).isEqualTo(Alert.State.OPEN);
    assertThat(open.onset()).isEqualTo(blocked);
    assertThat(open.time()).isLessThan(blocked + 12 * MINUTE);
    assertThat(open.evidence().samples()).hasSize(5);
    assertThat(open.evidence().samples())
        .extracting(Evidence.Sample::reply)
        .containsOnly(Mail.BLOCKED);
    assertThat(open.remedy()).isNotEmpty();
    assertThat(open.title().ja()).isNotBlank();

    Alert last = block.get(block.size() - 1);
    assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(last.resolvedAt()).isGreaterThanOrEqualTo(minute);
    assertThat(read(Topics.RECIPIENT_HEALTH)).isEmpty();
    List<Alert> current = read(Topics.OPEN_INCIDENTS);
    assertThat(current).hasSameSizeAs(alerts).startsWith(alerts.get(0));
    assertThat(current.get(current.size() - 1)).as("a record without a value").isNull();
  }

  @Test
  void case7WhoWasCalledUnknownInAHiddenBlockIsReleased() {
    for (int i = 0; i < 20; i++) {
      deliver(from(BLOCKED_IP, "known" + i, "a").delivery(at("08:00") + i * MINUTE));
      deliver(from(FREE_IP, "other" + i, "b").delivery(at("08:00") + i * MINUTE));
    }
    long minute = at("10:00");
    bounce(from(BLOCKED_IP, "new", "c").refusal(minute, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    for (int i = 0; i < 20; i++, minute += MINUTE) {
      bounce(
          from(BLOCKED_IP, "known" + i, "d")
              .refusal(minute, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
      deliver(from(FREE_IP, "other" + i, "e").delivery(minute));
    }
    deliver(from(FREE_IP, "other0", "f").delivery(minute));
    silence(TestDriver.QUIET);

    Alert block =
        read(Topics.ALERTS).stream()
            .filter(alert -> alert.cause() == Cause.IP_BLOCK)
            .findFirst()
            .orElseThrow();
    assertThat(block.scope()).isEqualTo(new Scope("docomo", BLOCKED_IP, null));
    assertThat(block.evidence().failureType()).isEqualTo(FailureType.MASKED_REFUSALS);
    assertThat(block.onset()).isBetween(at("09:59"), at("10:01"));

    List<RecipientHealth> health = read(Topics.RECIPIENT_HEALTH);
    List<RecipientHealth> ofNew =
        health.stream().filter(h -> h.recipient().equals("new@docomo.ne.jp")).toList();
    assertThat(ofNew)
        .extracting(RecipientHealth::change)
        .containsExactly(RecipientHealth.Change.SUPPRESSED, RecipientHealth.Change.RELEASED);
    assertThat(ofNew.get(1).suppressed()).isFalse();
    assertThat(ofNew.get(1).note()).isEqualTo("provider=docomo,source-ip=" + BLOCKED_IP);
    assertThat(ofNew.get(1).time()).isEqualTo(block.time());
    Map<String, RecipientHealth> last = new HashMap<>();
    health.forEach(h -> last.put(h.recipient(), h));
    assertThat(last.values()).noneMatch(RecipientHealth::suppressed);
    assertThat(last.values()).allMatch(h -> h.softCount() == 0 && h.deadCount() == 0);
  }

  @Test
  void aMinuteOfASenderIsOneRecordForAllItsIpsAndProviders() {
    deliver(from(BLOCKED_IP, "hanako", "a").delivery(at("09:00")));
    deliver(from(FREE_IP, "jiro", "a").delivery(at("09:00")));
    deliver(from(FREE_IP, Mail.to("taro@gmail.com", "t@shop.example")).delivery(at("09:00")));
    bounce(
        from(FREE_IP, "saburo", "a").refusal(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    deliver(from(FREE_IP, "shiro", "a").delivery(at("09:01")));
    silence(TestDriver.QUIET);
    List<SenderMinute> minutes =
        read(InternalTopics.SENDER_MINUTES).stream()
            .filter(SenderMinute.class::isInstance)
            .map(SenderMinute.class::cast)
            .toList();
    assertThat(minutes).hasSize(1);
    SenderMinute minute = minutes.get(0);
    assertThat(minute.sender()).isEqualTo("shop.example");
    assertThat(minute.minute()).isEqualTo(at("09:00"));
    assertThat(minute.accepted()).isEqualTo(3);
    assertThat(minute.failed()).isEqualTo(1);
    assertThat(minute.figures()).hasSize(1);
    assertThat(minute.figures().get(Batch.NONE)).containsOnlyKeys("docomo", "google");
    assertThat(minute.figures().get(Batch.NONE).get("docomo").get(Figure.ATTEMPTS)).isEqualTo(3);
  }

  @Test
  void aMinuteOfASenderAtThousandsOfDomainsIsSeveralRecordsThatCountAsOne() {
    int domains = 4_100;
    for (int i = 0; i < domains; i++) {
      Mail mail = Mail.to("user@d" + i + ".example", "d" + i + "@shop.example");
      bounce(from(FREE_IP, mail).refusal(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    }
    deliver(from(FREE_IP, "hanako", "a").delivery(at("09:01")));
    silence(TestDriver.QUIET);
    assertThat(read(InternalTopics.SENDER_MINUTES))
        .filteredOn(SenderMinute.class::isInstance)
        .map(minute -> ((SenderMinute) minute).failed())
        .containsExactly(4_000L, 100L);
    assertThat(read(Topics.SIGNALS))
        .filteredOn(signal -> signal.cause() == Cause.BOUNCE_RATE)
        .singleElement()
        .satisfies(signal -> assertThat(signal.evidence().failures()).isEqualTo(domains));
  }

  private static Mail from(String ip, String name, String run) {
    return from(ip, Mail.to(name + "@docomo.ne.jp", name + run + "@shop.example"));
  }

  private static Mail from(String ip, Mail mail) {
    return mail.origin(new Origin("mx1.shop.example", ip, "shop.example", null, null));
  }

  private long deliverEachMinute(long from, int count) {
    long minute = from;
    for (int i = 0; i < count; i++, minute += MINUTE) {
      deliver(number(minute).delivery(minute));
    }
    return minute;
  }

  private static Mail number(long number) {
    return Mail.to("r" + number + "@docomo.ne.jp", "m" + number + "@shop.example");
  }

  private void send(Send event) {
    write(Topics.SENDS, event.messageId(), event, event.time());
  }

  private void deliver(DeliveryEvent event) {
    write(Topics.DELIVERIES, event.messageId(), event, event.time());
  }

  private void bounce(Bounce event) {
    boolean isNamed = event.messageId() != null;
    write(Topics.BOUNCES, isNamed ? event.messageId() : HANAKO, event, event.time());
  }

  private List<String> latestMessages() {
    byte[] state =
        driver
            .<Bytes, byte[]>getKeyValueStore(Names.RECIPIENTS_STORE)
            .get(Bytes.wrap(HANAKO.getBytes(StandardCharsets.UTF_8)));
    return state == null ? List.of() : RecipientStateCodec.decode(state).latestMessages();
  }

  private void silence(Duration duration) {
    TestDriver.silence(driver, duration);
  }

  private <T> void write(Topic<String, T> topic, String key, T value, long time) {
    driver
        .createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
        .pipeInput(key, value, time);
  }

  private <T> List<T> read(Topic<String, T> topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  private <T> List<TestRecord<String, T>> records(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readRecordsToList();
  }
}
