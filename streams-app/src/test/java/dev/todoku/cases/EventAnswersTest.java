package dev.todoku.cases;

import static dev.todoku.cases.Answer.assertAnswer;
import static dev.todoku.cases.Answer.notes;
import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.TimelineEntry;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plain events come to: of services, of servers that are not Postfix, of odd addresses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventAnswersTest {
  private Scene scene;
  private int number = 10_000;

  @BeforeAll
  void open(@TempDir Path dir) {
    scene = new Scene(dir);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  private CaseMail letter(String recipient) {
    number++;
    return CaseMail.to(recipient.replace("#", String.valueOf(number)), number);
  }

  private static Bounce bounce(CaseMail mail, long time, String reply, Reason reason) {
    return Bounce.builder(mail.messageId(), mail.recipient(), time)
        .kind(Bounce.Kind.IN_BAND)
        .reason(reason)
        .reply(SmtpReply.of(reply))
        .build();
  }

  @Test
  void aFailedForwardingSaysNothingAboutTheAddressThatPassedTheMailOn() {
    CaseMail mail = letter("alias#@example.co.jp").accepted(scene, at("09:00"));
    scene.happens(
        mail.bounceMessage(
            at("09:30"), "old@docomo.ne.jp", Reason.USER_UNKNOWN, "550 5.1.1 User unknown"));
    scene.silence(Duration.ofMinutes(15));
    letter("other#@example.co.jp").accepted(scene, at("10:30"));
    assertAnswer(
        scene.ask(mail),
        Reason.USER_UNKNOWN,
        Fault.MAILBOX,
        Hop.RECEIVING_SERVER,
        "FORWARDING_FAILED");
    assertThat(scene.ask(mail).outcome().addressIsDead()).isFalse();
    RecipientHealth health = scene.ask(mail.recipient()).health();
    assertThat(health == null || !health.suppressed()).isTrue();
    assertThat(health == null ? 0 : health.deadCount() + health.softCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 user unknown | USER_UNKNOWN | true",
        "552 5.2.2 mailbox full | MAILBOX_FULL | false",
        "SHANON 42550 | FILTERED | false",
        "SHANON 42500 | SYSTEM_ERROR | false",
        "SPIRAL 5.1.1 | USER_UNKNOWN | true"
      })
  void anEventWithoutAReasonIsReadByTheRulesForReplies(String reply, Reason reason, boolean dead) {
    CaseMail mail = letter("plain#@example.co.jp");
    scene.happens(mail.send(at("09:00")));
    scene.happens(bounce(mail, at("09:01"), reply, null));
    Outcome outcome = scene.ask(mail).outcome();
    assertThat(outcome.reason()).isEqualTo(reason);
    assertThat(outcome.addressIsDead()).isEqualTo(dead);
    assertThat(outcome.reasonBy()).isEqualTo(ReasonBy.RULES);
    assertThat(scene.ask(mail.recipient()).health().suppressed()).isEqualTo(dead);
  }

  @Test
  void aReasonThatIsStatedIsTaken() {
    CaseMail mail = letter("stated#@example.co.jp");
    scene.happens(mail.send(at("09:00")));
    scene.happens(bounce(mail, at("09:01"), "550 5.1.1 user unknown", Reason.FILTERED));
    assertThat(scene.ask(mail).outcome().reason()).isEqualTo(Reason.FILTERED);
    assertThat(scene.ask(mail).outcome().reasonBy()).isEqualTo(ReasonBy.STATED);
  }

  @Test
  void theSameMessageIdSentAgainNextDayIsAnotherMessage() {
    CaseMail mail = letter("twice#@example.co.jp").accepted(scene, at("09:00"));
    mail.refused(scene, at(1, "09:00"), "552 5.2.2 Mailbox full");
    assertThat(scene.askAll(mail))
        .extracting(explanation -> explanation.outcome().status())
        .containsExactly(Status.BOUNCED, Status.DELIVERED);
    assertThat(scene.askAll(mail))
        .extracting(MessageExplanation::sentAt)
        .containsExactly(at(1, "09:00") - 200, at("09:00") - 200);
    RecipientHealth health = scene.ask(mail.recipient()).health();
    assertThat(health.softCount()).isEqualTo(1);
    assertThat(health.lastAcceptedAt()).isEqualTo(at("09:00"));
  }

  @Test
  void theSameMessageIdSentAgainOnTheSameUtcDayIsAnotherMessage() {
    CaseMail mail = letter("evening#@example.co.jp");
    scene.happens(mail.send(at("01:00")));
    scene.happens(mail.delivery(at("01:01")));
    scene.happens(mail.send(at("23:00")));
    scene.happens(
        mail.bounceMessage(
            at("23:30"), mail.recipient(), Reason.MAILBOX_FULL, "552 5.2.2 Mailbox full"));
    assertThat(scene.askAll(mail))
        .extracting(explanation -> explanation.outcome().status())
        .containsExactly(Status.BOUNCED, Status.DELIVERED);
  }

  @Test
  void anUnmatchedBounceIsShownAtTheAddressThatItNames() {
    CaseMail mail = letter("stranger#@example.co.jp");
    scene.happens(
        mail.bounceMessage(
            at("09:00"), mail.recipient(), Reason.USER_UNKNOWN, "550 5.1.1 User unknown"));
    letter("later#@example.co.jp").accepted(scene, at("12:00"));
    scene.silence(Duration.ofMinutes(70));
    assertThat(scene.ask(mail.recipient()).history())
        .extracting(TimelineEntry::kind)
        .contains(TimelineEntry.Kind.UNMATCHED);
    assertThat(scene.ask(mail.recipient()).health()).isNull();
  }

  @Test
  void theSendersFullAddressSizeAndSubjectAreKnownWithoutTheSend() {
    CaseMail mail = letter("facts#@example.co.jp").bytes(31_457_280);
    scene.happens(
        Send.builder(mail.messageId(), mail.recipient(), at("09:00"))
            .envelopeFrom("news@shop.example")
            .size(31_457_280)
            .subject("Your order")
            .origin(mail.origin())
            .replyTo("visitor@aol.com")
            .recipientName("Hanako")
            .build());
    mail.refused(scene, at("09:00"), "552 5.3.4 Message size exceeds fixed limit 10485760");
    MessageExplanation explanation = scene.ask(mail);
    assertThat(explanation.outcome().details().envelopeFrom()).isEqualTo("news@shop.example");
    assertThat(explanation.outcome().details().subject()).isEqualTo("Your order");
    assertThat(explanation.outcome().details().replyTo()).isEqualTo("visitor@aol.com");
    assertThat(explanation.sender()).isEqualTo("news@shop.example");
    assertThat(notes(explanation).toString())
        .contains("31,457,280", "10,485,760", "visitor@aol.com");
  }

  @Test
  void aVacationReplyIsNoDeadLetterAndShownAtItsMessage() {
    CaseMail mail = letter("away#@example.co.jp").accepted(scene, at("09:00"));
    int before = scene.deadLetters();
    scene.returned(
        "From: "
            + mail.recipient()
            + "\nTo: news@shop.example\nSubject: Auto: out of office\n"
            + "Auto-Submitted: auto-replied\nIn-Reply-To: <"
            + mail.messageId()
            + ">\n\nI am away until Monday.\n",
        at("09:01"));
    assertThat(scene.deadLetters()).isEqualTo(before);
    MessageExplanation explanation = scene.ask(mail);
    assertThat(explanation.outcome().status()).isEqualTo(Status.DELIVERED);
    assertThat(explanation.outcome().autoRepliedAt()).isEqualTo(at("09:01"));
    assertThat(explanation.timeline())
        .extracting(TimelineEntry::kind)
        .contains(TimelineEntry.Kind.AUTO_REPLIED);
    assertThat(notes(explanation).toString()).contains("The automatic reply came at");
  }

  @ParameterizedTest
  @CsvSource({"a..b#@docomo.ne.jp", ".a#@docomo.ne.jp", "a#.@docomo.ne.jp"})
  void anAddressThatBreaksTheStandardIsToBeQuotedAndNotSuppressed(String address) {
    CaseMail mail = letter(address);
    scene.happens(mail.send(at("09:00")));
    scene.happens(bounce(mail, at("09:01"), "553 5.1.3 Bad recipient address syntax", null));
    assertAnswer(
        scene.ask(mail),
        Reason.SYNTAX_ERROR,
        Fault.SENDER_SYSTEM,
        Hop.RECEIVING_SERVER,
        "MALFORMED_ADDRESS");
    assertThat(scene.ask(mail).outcome().addressIsDead()).isFalse();
    RecipientHealth health = scene.ask(mail.recipient()).health();
    assertThat(health == null || !health.suppressed()).isTrue();
    assertThat(notes(scene.ask(mail)).toString())
        .contains('"' + mail.recipient().replace("@", "\"@"));
  }

  @ParameterizedTest
  @CsvSource({"example.co.jp, 550 5.1.0 Address rejected", "ezweb.ne.jp, 550 5.1.1 unknown"})
  void aDoubtfulReplyCountsSoftAtFirstAndIsBelievedAtTheSecondMail(String domain, String reply) {
    CaseMail first = letter("doubt#@" + domain);
    scene.happens(first.send(at("09:00")));
    scene.happens(bounce(first, at("09:01"), reply, null));
    assertThat(scene.ask(first).adviceKey()).isEqualTo("DOUBTFUL");
    assertThat(scene.ask(first).outcome().addressIsDead()).isFalse();
    assertThat(scene.ask(first).outcome().fault()).isEqualTo(Fault.UNKNOWN);
    assertThat(scene.ask(first.recipient()).health().softCount()).isEqualTo(1);
    assertThat(scene.ask(first.recipient()).health().suppressed()).isFalse();

    number++;
    CaseMail second = CaseMail.to(first.recipient(), number);
    scene.happens(second.send(at(1, "09:00")));
    scene.happens(bounce(second, at(1, "09:01"), reply, null));
    assertThat(scene.ask(first.recipient()).health().deadCount()).isEqualTo(2);
    assertThat(scene.ask(first.recipient()).health().suppressed()).isTrue();
  }

  @Test
  void verdictFaultFlagsAndAdviceOfAHiddenBlockAgree() {
    String recipient = "hidden" + number + "@example.co.jp";
    number++;
    CaseMail.to(recipient, number).accepted(scene, at("08:00"));
    number++;
    CaseMail mail = CaseMail.to(recipient, number);
    mail.refused(scene, at("09:00"), "550 5.1.1 User unknown");
    MessageExplanation explanation = scene.ask(mail);
    assertThat(explanation.adviceKey()).isEqualTo("HIDDEN_BLOCK");
    assertThat(explanation.outcome().fault()).isEqualTo(Fault.REPUTATION);
    assertThat(explanation.outcome().addressIsDead()).isFalse();
  }

  @Test
  void mailInTheNameOfAFreeMailProviderIsWarnedOfThoughItWasTaken() {
    CaseMail mail = letter("taken#@example.co.jp").from("someone@gmail.com");
    mail.accepted(scene, at("09:00"));
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("DELIVERED");
    assertThat(notes(scene.ask(mail)).toString()).contains("gmail.com", "Reply-To");
  }

  @Test
  void mailInAForeignNameIsNotAdvisedToChangeItsSpf() {
    CaseMail mail = letter("foreign#@example.co.jp").from("someone@gmail.com");
    mail.refused(scene, at("09:00"), "550 5.7.26 DMARC policy of gmail.com: unauthenticated");
    assertAnswer(
        scene.ask(mail),
        Reason.AUTH_FAILURE,
        Fault.AUTHENTICATION,
        Hop.RECEIVING_SERVER,
        "FOREIGN_FROM");
  }

  @Test
  void aTemporaryRefusalForAMissingPtrIsNotSaidToPassByItself() {
    CaseMail mail = letter("ptr#@example.co.jp");
    mail.deferred(scene, at("09:00"), "450 4.7.25 Client host rejected: cannot find hostname");
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("REQUIRE_PTR");
    assertThat(notes(scene.ask(mail)).toString()).contains("not likely to succeed");
  }

  @Test
  void everyRecordOfAMessageIdIsOnePerSend() {
    CaseMail mail = letter("once#@example.co.jp").accepted(scene, at("09:00"));
    assertThat(scene.askAll(mail)).hasSize(1);
    assertThat(List.of(scene.ask(mail).timeline().get(0).kind()))
        .containsExactly(TimelineEntry.Kind.SENT);
  }
}
