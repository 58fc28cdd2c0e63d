package dev.todoku.topology;

import static dev.todoku.topology.Mail.bounce;
import static dev.todoku.topology.Mail.click;
import static dev.todoku.topology.Mail.deferral;
import static dev.todoku.topology.Mail.delivery;
import static dev.todoku.topology.Mail.expiry;
import static dev.todoku.topology.Mail.send;
import static dev.todoku.topology.Mail.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.metrics.BoundedLabels;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.PipelineMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the worked timeline above {@code MessageJoin}, in its order. */
class MessageTimelineTest {
  private static final String TO = "a@timeline.test";

  @TempDir Path dir;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver =
        TestDriver.open(
            dir,
            TestSettings.of(1),
            new PipelineMetrics(registry, new BoundedLabels(Set.of(), 10)));
    TestDriver.silence(driver, TestDriver.QUIET);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aBounceThatIsReadBeforeItsSendWaits() {
    write(bounce("m").to(TO).at("08:59"));

    assertThat(outcomes()).isEmpty();
    assertThat(unmatched()).isEmpty();
    assertThat(count("bounce", "waiting")).isEqualTo(1);
  }

  @Test
  void theSendTakesTheBounceThatWaits() {
    write(bounce("m").to(TO).at("08:59"));
    write(send("m").to(TO).at("09:00"));

    Outcome outcome = onlyOutcome();
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.sentAt()).isEqualTo(time("09:00"));
    assertThat(outcome.bouncedAt()).isEqualTo(time("08:59"));
    assertThat(outcome.time()).isEqualTo(time("09:00"));
    waitLongEnough();
    assertThat(unmatched()).isEmpty();
  }

  @Test
  void aSendAloneIsNoOutcome() {
    write(send("m").to(TO).at("09:00"));
    waitLongEnough();

    assertThat(outcomes()).isEmpty();
    assertThat(count("send", "joined")).isEqualTo(1);
  }

  @Test
  void anExpiryWaitsForTheDeferralBeforeIt() {
    write(send("m").to(TO).at("09:00"));
    write(expiry("m").to(TO).at("12:00"));

    assertThat(outcomes()).isEmpty();
    assertThat(count("bounce", "waiting")).isEqualTo(1);
  }

  @Test
  void theDeferralGivesTheExpiryItsReason() {
    write(send("m").to(TO).at("09:00"));
    write(expiry("m").to(TO).at("12:00"));
    write(deferral("m").to(TO).at("11:59"));

    List<Outcome> outcomes = outcomes();
    assertThat(outcomes)
        .extracting(Outcome::status)
        .containsExactly(Status.DEFERRED, Status.EXPIRED);
    assertThat(outcomes.get(1).temporaryReason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(outcomes.get(1).bouncedAt()).isEqualTo(time("12:00"));
  }

  @Test
  void anExpiryWithoutADeferralIsPublishedAfterTheWait() {
    write(send("m").to(TO).at("09:00"));
    write(expiry("m").to(TO).at("12:00"));
    waitLongEnough();

    Outcome outcome = onlyOutcome();
    assertThat(outcome.status()).isEqualTo(Status.EXPIRED);
    assertThat(outcome.temporaryReason()).isNull();
  }

  @Test
  void anOpenAWeekLaterProvesTheDelivery() {
    write(send("m").to(TO).at("09:00"));
    write(click("m").to(TO).at("09:00").later(Duration.ofDays(7)));

    Outcome outcome = onlyOutcome();
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.deliveredAt()).isZero();
    assertThat(outcome.engagedAt()).isEqualTo(time("09:00") + Duration.ofDays(7).toMillis());
  }

  @Test
  void anOpenAfterTheJoinWindowIsUnmatched() {
    write(send("m").to(TO).at("09:00"));
    write(delivery("m").to(TO).at("09:01"));
    write(click("m").to(TO).at("09:00").later(Duration.ofDays(9)));

    assertThat(onlyOutcome().status()).isEqualTo(Status.DELIVERED);
    assertThat(unmatched())
        .extracting(Unmatched::why)
        .containsExactly("the send is older than the join window");
    assertThat(count("engagement", "too_late")).isEqualTo(1);
  }

  @Test
  void aBounceWithoutASendIsGivenUpAfterTheWait() {
    write(bounce("m").to(TO).at("08:59"));
    waitLongEnough();

    assertThat(outcomes()).isEmpty();
    assertThat(unmatched())
        .extracting(Unmatched::why)
        .containsExactly("no message with this Message-ID was sent");
  }

  @Test
  void aSendThatComesMuchTooLateStillTakesItsBounce() {
    write(bounce("m").to(TO).at("08:59"));
    waitLongEnough();
    write(send("m").to(TO).at("09:00"));

    assertThat(onlyOutcome().status()).isEqualTo(Status.BOUNCED);
  }

  @Test
  void aNoticeInALogIsCountedAndNoOutcome() {
    write(send("m").to(TO).at("09:00"));
    write(new DsnSent(Mail.id("m"), time("09:01"), DsnSent.Kind.DELAY, "4Q", "4N", Mail.ORIGIN));

    assertThat(outcomes()).isEmpty();
    assertThat(count("dsnsent", "ignored")).isEqualTo(1);
  }

  private void waitLongEnough() {
    TestDriver.silence(driver, TestSettings.EARLY_WAIT.plus(TestDriver.QUIET));
  }

  private void write(Mail mail) {
    write(mail.event());
  }

  private void write(MailEvent event) {
    if (event instanceof Send send) {
      write(Topics.SENDS, send);
    } else if (event instanceof DeliveryEvent delivery) {
      write(Topics.DELIVERIES, delivery);
    } else if (event instanceof Bounce bounce) {
      write(Topics.BOUNCES, bounce);
    } else {
      write(Topics.FEEDBACK, (FeedbackEvent) event);
    }
  }

  private <E extends MailEvent> void write(Topic<String, E> topic, E event) {
    driver
        .createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer())
        .pipeInput(event.messageId(), event, event.time());
  }

  private Outcome onlyOutcome() {
    List<Outcome> outcomes = outcomes();
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  private List<Outcome> outcomes() {
    return read(Topics.OUTCOMES);
  }

  private List<Unmatched> unmatched() {
    return read(Topics.UNMATCHED);
  }

  private <T> List<T> read(Topic<String, T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readValuesToList();
  }

  private double count(String event, String fate) {
    Counter counter =
        registry.find("todoku.events").tag("event", event).tag("fate", fate).counter();
    return counter == null ? 0 : counter.count();
  }
}
