package dev.todoku.topology;

import static dev.todoku.topology.Mail.bounce;
import static dev.todoku.topology.Mail.click;
import static dev.todoku.topology.Mail.complaint;
import static dev.todoku.topology.Mail.deferral;
import static dev.todoku.topology.Mail.delivery;
import static dev.todoku.topology.Mail.expiry;
import static dev.todoku.topology.Mail.id;
import static dev.todoku.topology.Mail.namelessBounce;
import static dev.todoku.topology.Mail.send;
import static dev.todoku.topology.Mail.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.RecipientHealth.Change;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.EventJson;
import dev.todoku.streams.Placement;
import dev.todoku.testing.EmbeddedPipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How what comes back finds what was sent, on a broker with four partitions. All tests share one
 * pipeline; each has messages, recipients and a provider of its own.
 */
class JoinTest {
  private static final int PARTITIONS = 4;
  private static final Duration WINDOW = Duration.ofDays(8);
  private static final Duration EARLY_WAIT = Duration.ofHours(1);
  private static final long MINUTE = 60_000;

  /** Long after all that the tests write, yet within what the stages remember. */
  private static long clock = time("09:00") + WINDOW.plusHours(3).toMillis();

  private static boolean isSettled = true;

  @TempDir private static Path dir;
  private static EmbeddedPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline = EmbeddedPipeline.start(dir, PARTITIONS, Map.of("kafka.commit.interval.ms", "100"));
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  @Test
  void aBounceAMillisecondAfterItsSend() {
    write(
        send("ms").to("a@ms.test").at("09:00"),
        bounce("ms").to("a@ms.test").at("09:00").later(Duration.ofMillis(1)));

    Outcome outcome = outcome("ms", "a@ms.test");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(outcome.fault()).isEqualTo(Fault.ADDRESS);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
    assertThat(outcome.addressIsDead()).isTrue();
    assertThat(outcome.sentAt()).isEqualTo(time("09:00"));
    assertThat(outcome.bouncedAt()).isEqualTo(time("09:00") + 1);
    assertThat(outcome.time()).isEqualTo(time("09:00") + 1);
    assertThat(outcome.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
    assertThat(outcome.reply().status()).isEqualTo("5.1.1");
    assertThat(outcome.origin()).isEqualTo(Mail.ORIGIN);
    assertThat(health("a@ms.test"))
        .extracting(RecipientHealth::change, RecipientHealth::deadCount)
        .containsExactly(tuple(Change.SUPPRESSED, 1));
  }

  @Test
  void aBounceAnHourAfterItsDelivery() {
    write(
        send("hour").to("a@hour.test").at("09:00"), delivery("hour").to("a@hour.test").at("09:01"));
    writeThen(bounce("hour").to("a@hour.test").at("10:00"));

    assertThat(outcomes("hour"))
        .extracting(Outcome::status)
        .endsWith(Status.DELIVERED, Status.BOUNCED);
    assertThat(counts("hour.test")).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
  }

  @Test
  void aBounceSevenDaysLaterRevisesTheDelivery() {
    write(
        send("week").to("a@week.test").at("09:00"), delivery("week").to("a@week.test").at("09:01"));
    Outcome delivered = outcome("week", "a@week.test");
    Duration late = Duration.ofHours(8 * 24 - 2);
    writeThen(bounce("week").to("a@week.test").at("09:00").later(late));

    Outcome revised = outcome("week", "a@week.test");
    assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
    assertThat(revised.status()).isEqualTo(Status.BOUNCED);
    assertThat(revised.revision()).isGreaterThan(delivered.revision());
    assertThat(revised.deliveredAt()).isEqualTo(time("09:01"));
    assertThat(revised.bouncedAt()).isEqualTo(time("09:00") + late.toMillis());
    assertThat(revised.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
    assertThat(counts("week.test")).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
  }

  @Test
  void aBounceAfterTheJoinWindowIsUnmatched() {
    write(
        send("late").to("a@late.test").at("09:00"), delivery("late").to("a@late.test").at("09:01"));
    Duration late = WINDOW.plusHours(2);
    writeThen(bounce("late").to("a@late.test").at("09:00").later(late));

    Unmatched unmatched = onlyUnmatched("a@late.test");
    assertThat(unmatched.why()).isEqualTo("the send is older than the join window");
    assertThat(unmatched.tried()).containsExactly(MatchedBy.MESSAGE_ID);
    assertThat(unmatched.time()).isEqualTo(time("09:00") + late.toMillis());
    assertThat(unmatched.event().bounce().messageId()).isEqualTo(id("late"));
    assertThat(outcome("late", "a@late.test").status()).isEqualTo(Status.DELIVERED);
    assertThat(counts("late.test")).isEqualTo(new Counts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void aBounceStampedBeforeItsSend() {
    write(
        send("skew").to("a@skew.test").at("09:00"),
        bounce("skew").to("a@skew.test").at("08:59:50"));

    Outcome outcome = outcome("skew", "a@skew.test");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.bouncedAt()).isEqualTo(time("08:59:50"));
    assertThat(outcome.time()).isEqualTo(time("09:00"));
  }

  @Test
  void aBounceThatArrivesBeforeItsSendWaitsForIt() {
    write(bounce("early").to("a@early.test").at("09:05"));
    assertThat(outcomes("early")).isEmpty();

    writeThen(send("early").to("a@early.test").at("09:00"));

    Outcome outcome = outcome("early", "a@early.test");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.sentAt()).isEqualTo(time("09:00"));
    assertThat(outcome.bouncedAt()).isEqualTo(time("09:05"));
    assertThat(counts("early.test")).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
    assertThat(unmatched("a@early.test")).isEmpty();
  }

  @Test
  void theSameBounceAgainChangesNothing() {
    Mail bounce = bounce("again").to("a@again.test").at("09:10");
    write(send("again").to("a@again.test").at("09:00"), bounce, bounce);
    writeThen(bounce);

    assertThat(outcomes("again")).extracting(Outcome::status).containsExactly(Status.BOUNCED);
    assertThat(counts("again.test")).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
    assertThat(health("a@again.test")).hasSize(1);
  }

  @Test
  void aBounceThatNamesAnotherAddressIsAFailedForwarding() {
    write(
        send("forward").to("a@forward.test").at("09:00"),
        delivery("forward").to("a@forward.test").at("09:01"));
    writeThen(bounce("forward").to("secret@elsewhere.test").at("10:00"));

    Outcome outcome = outcome("forward", "a@forward.test");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.bounceNamed()).isEqualTo("secret@elsewhere.test");
    assertThat(outcome.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
    assertThat(outcomes("forward")).extracting(Outcome::recipient).containsOnly("a@forward.test");
    assertThat(health("secret@elsewhere.test")).isEmpty();
    assertThat(counts("elsewhere.test")).isEqualTo(Counts.NONE);
  }

  @Test
  void aForwardingThatFailsAtOnceIsToldWhenNoOtherRecipientTurnsUp() {
    // What the clock has passed is published at the next tick, which may come before the question.
    Duration later = Duration.ofMillis(clock - time("09:00"));
    write(send("hasty").to("a@hasty.test").at("09:00").later(later));
    writeThen(bounce("hasty").to("b@hasty-elsewhere.test").at("09:00:05").later(later));
    assertThat(outcomes("hasty")).isEmpty();

    passTime();

    Outcome outcome = outcome("hasty", "a@hasty.test");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.bounceNamed()).isEqualTo("b@hasty-elsewhere.test");
  }

  @Test
  void aNamelessBounceIsMatchedByItsEnvelopeId() {
    write(
        send("verp").to("a@verp.test").at("09:00").envelopeId("news+17@shop.test"),
        delivery("verp").to("a@verp.test").at("09:01"),
        delivery("verp-newer").to("a@verp.test").at("09:30"));
    writeThen(namelessBounce().to("a@verp.test").at("10:00").envelopeId("news+17@shop.test"));

    assertThat(outcome("verp", "a@verp.test").status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome("verp", "a@verp.test").matchedBy()).isEqualTo(MatchedBy.ENVELOPE_ID);
    assertThat(outcome("verp-newer", "a@verp.test").status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void aNamelessBounceIsMatchedByHostAndQueueId() {
    write(
        delivery("queue").to("a@queue.test").at("09:01").queueId("4XyZ"),
        delivery("queue-newer").to("a@queue.test").at("09:30").queueId("4XyZ2"));
    writeThen(
        namelessBounce()
            .to("a@queue.test")
            .at("10:00")
            .queueId("4XyZ")
            .reportedBy("mx1.shop.test"));

    assertThat(outcome("queue", "a@queue.test").status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome("queue", "a@queue.test").matchedBy()).isEqualTo(MatchedBy.QUEUE_ID);
    assertThat(outcome("queue-newer", "a@queue.test").status()).isEqualTo(Status.DELIVERED);
  }

  @Test
  void aNamelessBounceBelongsToTheLastMailAcceptedBeforeIt() {
    write(
        delivery("last1").to("a@last.test").at("09:00"),
        delivery("last2").to("a@last.test").at("10:00"),
        delivery("last3").to("a@last.test").at("12:00"));
    writeThen(namelessBounce().to("A@Last.test").at("11:00"));

    assertThat(outcome("last1", "a@last.test").status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome("last2", "a@last.test").status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome("last2", "a@last.test").matchedBy()).isEqualTo(MatchedBy.RECIPIENT_AND_TIME);
    assertThat(outcome("last2", "a@last.test").bounceNamed()).isNull();
    assertThat(outcome("last3", "a@last.test").status()).isEqualTo(Status.DELIVERED);
    assertThat(counts("last.test")).isEqualTo(new Counts(3, 0, 1, 0, 1, 0));
  }

  @Test
  void aNamelessBounceWaitsForTheMailItBelongsTo() {
    write(namelessBounce().to("a@patient.test").at("09:02").queueId("4Abc").reportedBy("mx1"));
    writeThen(delivery("patient").to("a@patient.test").at("09:01").queueId("4Abc"));

    assertThat(outcome("patient", "a@patient.test").status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome("patient", "a@patient.test").matchedBy()).isEqualTo(MatchedBy.QUEUE_ID);
  }

  @Test
  void aBounceForAMailNeverSentCountsAgainstNobody() {
    write(bounce("never").to("a@never.test").at("09:00"));
    passTime();

    Unmatched unmatched = onlyUnmatched("a@never.test");
    assertThat(unmatched.tried()).containsExactly(MatchedBy.MESSAGE_ID);
    assertThat(unmatched.why()).isEqualTo("no message with this Message-ID was sent");
    assertThat(unmatched.time()).isEqualTo(time("09:00"));
    assertThat(outcomes("never")).isEmpty();
    assertThat(health("a@never.test")).isEmpty();
    assertThat(counts("never.test")).isEqualTo(Counts.NONE);
  }

  @Test
  void aForgedBounceThatNamesARealRecipientCountsAgainstNobody() {
    write(delivery("real").to("a@forged.test").at("09:00"));
    writeThen(
        bounce("forged")
            .to("a@forged.test")
            .at("09:30")
            .queueId("4Forged")
            .reportedBy("mx1")
            .envelopeId("forged+1@shop.test"));
    passTime();
    passTime();

    Unmatched unmatched = onlyUnmatched("a@forged.test");
    assertThat(unmatched.tried())
        .containsExactly(MatchedBy.MESSAGE_ID, MatchedBy.ENVELOPE_ID, MatchedBy.QUEUE_ID);
    assertThat(outcomes("forged")).isEmpty();
    assertThat(outcome("real", "a@forged.test").status()).isEqualTo(Status.DELIVERED);
    assertThat(health("a@forged.test")).isEmpty();
    assertThat(counts("forged.test")).isEqualTo(new Counts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void aComplaintSuppressesAndIsCountedOnce() {
    Mail complaint = complaint("spam").to("a@spam.test").at("10:00");
    write(delivery("spam").to("a@spam.test").at("09:00"), complaint);
    writeThen(complaint);

    Outcome outcome = outcome("spam", "a@spam.test");
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.complainedAt()).isEqualTo(time("10:00"));
    assertThat(health("a@spam.test"))
        .extracting(RecipientHealth::change)
        .containsExactly(Change.SUPPRESSED);
    assertThat(counts("spam.test")).isEqualTo(new Counts(1, 0, 0, 0, 0, 1));
  }

  @Test
  void aClickProvesArrival() {
    write(send("click").to("a@click.test").at("09:00"));
    writeThen(click("click").to("a@click.test").at("10:00"));

    Outcome outcome = outcome("click", "a@click.test");
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.engagedAt()).isEqualTo(time("10:00"));
    assertThat(outcome.deliveredAt()).isZero();
  }

  @Test
  void feedbackForAMailNeverSentIsUnmatched() {
    write(
        complaint("nobody1").to("a@nobody.test").at("09:00"),
        click("nobody2").to("a@nobody.test").at("09:00"));
    passTime();

    assertThat(unmatched("a@nobody.test"))
        .extracting(Unmatched::why)
        .containsExactly(
            "no message with this Message-ID was sent", "no message with this Message-ID was sent");
    assertThat(outcomes("nobody1")).isEmpty();
    assertThat(health("a@nobody.test")).isEmpty();
  }

  @Test
  void aDeferralThatEndsInDeliveryCountsForNobody() {
    write(
        send("slow").to("a@slow.test").at("09:00"),
        deferral("slow").to("a@slow.test").at("09:01"),
        deferral("slow").to("a@slow.test").at("09:20"),
        delivery("slow").to("a@slow.test").at("09:50"));

    Outcome outcome = outcome("slow", "a@slow.test");
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.deferredAt()).isEqualTo(time("09:01"));
    assertThat(outcome.lastDeferredAt()).isEqualTo(time("09:20"));
    assertThat(outcome.deliveredAt()).isEqualTo(time("09:50"));
    assertThat(health("a@slow.test")).isEmpty();
    assertThat(counts("slow.test")).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void anExpiryCountsSoftOnceHoweverOftenItWasTried() {
    write(
        send("expiry").to("a@expiry.test").at("09:00"),
        deferral("expiry").to("a@expiry.test").at("09:01"),
        deferral("expiry").to("a@expiry.test").at("10:01"),
        deferral("expiry").to("a@expiry.test").at("11:01"),
        expiry("expiry").to("a@expiry.test").at("12:00"));
    writeThen(expiry("expiry").to("a@expiry.test").at("12:00"));

    Outcome outcome = outcome("expiry", "a@expiry.test");
    assertThat(outcome.status()).isEqualTo(Status.EXPIRED);
    assertThat(outcome.temporaryReason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(outcome.fault()).isEqualTo(Fault.MAILBOX);
    assertThat(outcome.bouncedAt()).isEqualTo(time("12:00"));
    assertThat(health("a@expiry.test")).extracting(RecipientHealth::softCount).containsExactly(1);
    assertThat(counts("expiry.test").expired()).isEqualTo(1);
    assertThat(counts("expiry.test").bounced()).isZero();
  }

  @Test
  void recordsWithoutTheirKeyAreJoined() throws Exception {
    MailEvent send = send("keyless").to("a@keyless.test").at("09:00").event();
    MailEvent bounce = bounce("keyless").to("a@keyless.test").at("09:05").event();
    place(Topics.SENDS.name(), null, null, send);
    place(Topics.BOUNCES.name(), null, "a@keyless.test", bounce);

    assertThat(outcome("keyless", "a@keyless.test").status()).isEqualTo(Status.BOUNCED);
    assertThat(counts("keyless.test")).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
  }

  @Test
  void recordsInAWrongPartitionAreJoinedAndStandWhereTheyBelong() throws Exception {
    String key = id("astray");
    for (int partition = 0; partition < PARTITIONS; partition++) {
      place(
          Topics.SENDS.name(),
          partition,
          key,
          send("astray").to("a@astray.test").at("09:00").event());
      place(
          Topics.BOUNCES.name(),
          partition,
          key,
          bounce("astray").to("a@astray.test").at("09:05").event());
    }

    assertThat(outcomes("astray")).extracting(Outcome::status).containsExactly(Status.BOUNCED);
    assertThat(counts("astray.test")).isEqualTo(new Counts(0, 0, 1, 0, 0, 0));
    Placement placement = new Placement(PARTITIONS);
    assertThat(readRaw(Topics.SENDS.name()))
        .filteredOn(record -> Arrays.equals(record.key(), utf8(key)))
        .filteredOn(record -> placement.isRight(record.key(), record.partition()))
        .as("one was right, three are written again")
        .hasSize(4)
        .allMatch(record -> record.timestamp() == time("09:00"));
  }

  @Test
  void headersDoNotTravel() throws Exception {
    MailEvent delivery = delivery("headers").to("a@headers.test").at("09:00").event();
    place(Topics.DELIVERIES.name(), null, null, delivery);
    MailEvent bounce = namelessBounce().to("a@headers.test").at("09:30").event();
    place(Topics.BOUNCES.name(), null, null, bounce);

    assertThat(outcome("headers", "a@headers.test").status()).isEqualTo(Status.BOUNCED);
    List<ConsumerRecord<byte[], byte[]>> outputs = readRaw(Topics.OUTCOMES.name());
    assertThat(outputs)
        .isNotEmpty()
        .allSatisfy(
            record ->
                assertThat(record.headers().toArray())
                    .as("those of a CloudEvent only")
                    .hasSize(7)
                    .extracting(Header::key)
                    .allMatch(key -> key.startsWith("ce_") || key.equals("content-type")));
    assertThat(readRaw(Topics.RECIPIENT_HEALTH.name()))
        .isNotEmpty()
        .allMatch(record -> record.headers().toArray().length == 0);
    assertThat(readRaw(Topics.DELIVERIES.name()))
        .filteredOn(record -> Arrays.equals(record.key(), utf8(id("headers"))))
        .as("written again under its key")
        .hasSize(1)
        .allMatch(record -> record.headers().toArray().length == 0);
  }

  @Test
  void recordsStandUnderTheirKeyAtTheirEventTime() {
    write(
        delivery("time").to("Ä@Time.test").at("09:00"),
        bounce("time").to("Ä@Time.test").at("09:30"));
    writeThen(
        send("untimely").to("b@time.test").at("09:00"),
        bounce("other").to("b@time.test").at("09:10"));
    passTime();

    assertThat(readRaw(Topics.OUTCOMES.name()))
        .filteredOn(
            record -> new String(record.value(), StandardCharsets.UTF_8).contains(id("time")))
        .extracting(ConsumerRecord::timestamp)
        .endsWith(time("09:30"));
    assertThat(readRaw(Topics.OUTCOMES.name()))
        .filteredOn(
            record -> new String(record.value(), StandardCharsets.UTF_8).contains(id("time")))
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsOnly("ä@time.test");
    assertThat(readRaw(Topics.RECIPIENT_HEALTH.name()))
        .filteredOn(record -> Arrays.equals(record.key(), utf8("ä@time.test")))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(time("09:30"));
    assertThat(readRaw(Topics.UNMATCHED.name()))
        .filteredOn(record -> Arrays.equals(record.key(), utf8("b@time.test")))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(time("09:10"));
    counts("time.test");
    assertThat(readRaw(Topics.PROVIDER_HEALTH.name()))
        .isNotEmpty()
        .allMatch(record -> record.timestamp() % MINUTE == 0)
        .allMatch(record -> new String(record.key(), StandardCharsets.UTF_8).endsWith(".test"));
  }

  /** Figures of a provider, added up over all rows. */
  record Counts(
      long accepted, long deferred, long bounced, long expired, long withdrawn, long complaints) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(ProviderHealth row) {
      return new Counts(
          accepted + row.accepted(),
          deferred + row.deferred(),
          bounced + row.bounced(),
          expired + row.expired(),
          withdrawn + row.withdrawn(),
          complaints + row.complaints());
    }
  }

  private static void write(Mail... mails) {
    for (Mail mail : mails) {
      MailEvent event = mail.event();
      pipeline.sendRaw(topicOf(event), utf8(keyOf(event)), EventJson.write(event), event.time());
    }
    isSettled = false;
  }

  /** Writes when all that was written before is through. */
  private static void writeThen(Mail... mails) {
    settle();
    write(mails);
  }

  private static void settle() {
    if (!isSettled) {
      pipeline.settle();
      isSettled = true;
    }
  }

  /** Writes a record with a header to a given place. */
  private static void place(String topic, Integer partition, String key, MailEvent event)
      throws Exception {
    byte[] keyBytes = key == null ? null : utf8(key);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, event.time(), keyBytes, EventJson.write(event));
    record.headers().add("trace", utf8("of the input"));
    pipeline.sendRaw(record);
    isSettled = false;
  }

  private static String topicOf(MailEvent event) {
    if (event instanceof Send) {
      return Topics.SENDS.name();
    }
    if (event instanceof Bounce) {
      return Topics.BOUNCES.name();
    }
    return event instanceof DeliveryEvent ? Topics.DELIVERIES.name() : Topics.FEEDBACK.name();
  }

  private static String keyOf(MailEvent event) {
    return event.messageId() == null ? ((Bounce) event).sentTo() : event.messageId();
  }

  /** Lets so much event time pass that what waits gives up. */
  private static void passTime() {
    settle();
    moveClock(EARLY_WAIT.plusMinutes(1));
  }

  private static void moveClock(Duration step) {
    clock += step.toMillis();
    pipeline.passTo(clock);
    isSettled = true;
  }

  private static Counts counts(String provider) {
    moveClock(Duration.ofMinutes(1));
    Counts counts = Counts.NONE;
    for (ProviderHealth row : read(Topics.PROVIDER_HEALTH)) {
      counts = row.provider().equals(provider) ? counts.plus(row) : counts;
    }
    return counts;
  }

  private static List<Outcome> outcomes(String name) {
    return read(Topics.OUTCOMES).stream()
        .filter(outcome -> outcome.messageId().equals(id(name)))
        .toList();
  }

  /** The last word on a (message, recipient). */
  private static Outcome outcome(String name, String recipient) {
    return outcomes(name).stream()
        .filter(outcome -> outcome.recipient().equals(recipient))
        .reduce((known, later) -> later.revision() >= known.revision() ? later : known)
        .orElseThrow();
  }

  private static List<RecipientHealth> health(String recipient) {
    return read(Topics.RECIPIENT_HEALTH).stream()
        .filter(health -> health.recipient().equals(recipient))
        .toList();
  }

  private static List<Unmatched> unmatched(String recipient) {
    return readRaw(Topics.UNMATCHED.name()).stream()
        .filter(record -> Arrays.equals(record.key(), utf8(recipient)))
        .map(
            record ->
                Topics.UNMATCHED.valueSerde().deserializer().deserialize(null, record.value()))
        .toList();
  }

  private static Unmatched onlyUnmatched(String recipient) {
    List<Unmatched> unmatched = unmatched(recipient);
    assertThat(unmatched).hasSize(1);
    return unmatched.get(0);
  }

  private static <V> List<V> read(Topic<String, V> topic) {
    settle();
    return pipeline.read(topic);
  }

  private static List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
    settle();
    return pipeline.readRaw(topic);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
