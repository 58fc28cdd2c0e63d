package dev.todoku.cases;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger can do to an installation whose server is an Exim: by mail, and by its log. */
class ForgedReportsToEximTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS Z").withZone(ZoneOffset.UTC);

  /** Behind the stamp; a stranger hands it over. */
  private static final String STRANGER = "H=(mx) [198.51.100.66] P=esmtp S=900";

  @TempDir Path dir;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = new Scene(dir);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void bouncesOfAStrangerWhoGreetsAsTheProviderChangeTheGradeAlone() {
    for (int i = 0; i < 6; i++) {
      accepted(i, at("09:00") + i * DAY);
      String message = ReturnedMail.forged(HANAKO).naming(messageId(i)).dsn(at("15:00") + i * DAY);
      scene.returned(
          receivedBy("from [198.51.100.66] (helo=mail.docomo.ne.jp)", "esmtp", message),
          at("15:00") + i * DAY);
    }
    scene.silence(Duration.ofMinutes(5));

    assertThat(outcome(messageId(5), HANAKO).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome(messageId(5), HANAKO).evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
    assertThat(scene.incidents()).isEmpty();
  }

  @Test
  void aNameThatTheDnsConfirmsIsPlausible() {
    accepted(1, at("09:00"));
    String message = ReturnedMail.forged(HANAKO).naming(messageId(1)).dsn(at("10:00"));
    scene.returned(
        receivedBy("from mail.docomo.ne.jp ([203.0.113.5] helo=x)", "esmtp", message), at("10:00"));
    scene.silence(Duration.ofMinutes(5));

    assertThat(outcome(messageId(1), HANAKO).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome(messageId(1), HANAKO).evidence()).isEqualTo(EvidenceGrade.PLAUSIBLE);
  }

  @Test
  void whatEximItselfReturnsIsProven() {
    accepted(1, at("09:00"));
    String message = ReturnedMail.forged(HANAKO).naming(messageId(1)).dsn(at("10:00"));
    scene.returned(receivedBy("from Debian-exim", "local", message), at("10:00"));
    scene.silence(Duration.ofMinutes(5));

    assertThat(outcome(messageId(1), HANAKO).status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome(messageId(1), HANAKO).evidence()).isEqualTo(EvidenceGrade.PROVEN);
    assertThat(scene.published(RecipientHealth.class)).last().matches(RecipientHealth::suppressed);
  }

  @Test
  void mailUnderTheMessageIdOfAnotherSaysNothingOfItsRecipient() {
    accepted(1, at("09:00"));
    log(
        0,
        at("10:00"),
        "<= x@evil.example " + STRANGER + " id=" + messageId(1) + " for a@shop.test");
    log(0, at("10:00") + 100, "** a@shop.test: Unrouteable address");
    log(0, at("10:00") + 101, "Completed");
    scene.silence(Duration.ofMinutes(5));

    assertThat(outcome(messageId(1), HANAKO).status()).isEqualTo(Status.DELIVERED);
    assertThat(scene.published(RecipientHealth.class))
        .extracting(RecipientHealth::recipient)
        .doesNotContain(HANAKO);
  }

  @Test
  void whatAStrangerWritesIntoAnArrivalMakesNobodyARecipient() {
    arrival(1, "U=x for " + HANAKO + " id=1@evil.example");
    arrival(2, "id=2@evil.example T=\"a \\\" for " + HANAKO + "\"");
    arrival(3, "id=\"x for " + HANAKO + "\"@evil.example");
    scene.silence(Duration.ofMinutes(5));

    assertThat(scene.published(Outcome.class))
        .extracting(outcome -> outcome.messageId() + " to " + outcome.recipient())
        .containsOnly(
            "1@evil.example to a@shop.test",
            "2@evil.example to a@shop.test",
            "x for " + HANAKO + " to a@shop.test");
  }

  private void accepted(int number, long time) {
    String id = "1sAbC" + number + "-00000001abc-0XyZ";
    scene.serverLog(
        "exim/mx1",
        stamped(time, id, "<= news@shop.example U=www P=local S=900 id=" + messageId(number))
            + " for "
            + HANAKO,
        time);
    scene.serverLog(
        "exim/mx1",
        stamped(
            time + 500,
            id,
            "=> "
                + HANAKO
                + " R=dnslookup T=remote_smtp H=mail.docomo.ne.jp [203.0.113.5] C=\"250 OK\""),
        time + 500);
    scene.serverLog("exim/mx1", stamped(time + 501, id, "Completed"), time + 501);
  }

  /** Of a stranger's message to a@shop.test. */
  private void arrival(int number, String fields) {
    long time = at("10:00") + number * 1_000L;
    log(number, time, "<= x@evil.example " + STRANGER + " " + fields + " for a@shop.test");
    log(number, time + 100, "=> a <a@shop.test> R=localuser T=local_delivery");
    log(number, time + 101, "Completed");
  }

  private void log(int number, long time, String entry) {
    scene.serverLog("exim/mx1", stamped(time, "1sXyZ" + number + "-00000002abc-0XyZ", entry), time);
  }

  private static String stamped(long time, String id, String entry) {
    return STAMP.format(Instant.ofEpochMilli(time)) + ' ' + id + ' ' + entry;
  }

  private static String messageId(int number) {
    return "m" + number + "@shop.example";
  }

  private static String receivedBy(String from, String protocol, String message) {
    return message.replaceFirst(
        "Received: [^;]*;",
        "Received: "
            + from
            + "\n\tby mx.shop.example with "
            + protocol
            + " (Exim 4.96)\n\tid 1sZzZz-00000003abc-0XyZ;");
  }

  private Outcome outcome(String messageId, String recipient) {
    return scene.published(Outcome.class).stream()
        .filter(outcome -> outcome.messageId().equals(messageId))
        .filter(outcome -> outcome.recipient().equals(recipient))
        .reduce((a, b) -> b.revision() >= a.revision() ? b : a)
        .orElseThrow();
  }
}
