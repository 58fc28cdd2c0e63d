package dev.todoku.cases;

import static dev.todoku.cases.Answer.assertAnswer;
import static dev.todoku.cases.Answer.notes;
import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.TimelineEntry;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.RecipientHealth.Change;
import dev.todoku.schema.Status;
import dev.todoku.schema.Unmatched;
import dev.todoku.topology.TestDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases that are about one message or one recipient. All share one scene, nobody is met twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageCasesTest {
  private Scene scene;
  private int number;
  private String hanako;
  private String taro;

  @BeforeAll
  void open(@TempDir Path dir) {
    scene = new Scene(dir);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  @BeforeEach
  void meetOthers() {
    number += 100;
    hanako = "hanako" + number + "@docomo.ne.jp";
    taro = "taro" + number + "@gmail.com";
  }

  @Test
  void case1anUnknownUserOfAFirstMail() {
    CaseMail mail = letter(hanako, 1).refused(scene, at("09:00"), "550 Unknown user hanako");
    assertAnswer(
        scene.ask(mail), Reason.USER_UNKNOWN, Fault.ADDRESS, Hop.RECEIVING_SERVER, "USER_UNKNOWN");
    assertThat(scene.ask(mail).outcome().addressIsDead()).isTrue();
    assertThat(scene.ask(hanako).health().suppressed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "taro@gmial.com, taro@gmail.com",
    "taro@softbank.jp, 'taro@softbank.ne.jp, taro@i.softbank.jp'",
    "taro@iloud.com, taro@icloud.com"
  })
  void case2aDomainThatDoesNotExist(String typed, String meant) {
    CaseMail mail =
        letter(typed, 1)
            .unroutable(
                scene,
                at("09:00"),
                "5.4.4",
                "Host or domain name not found. Name service error for name="
                    + typed.substring(5)
                    + " type=A: Host not found");
    assertAnswer(
        scene.ask(mail), Reason.HOST_UNKNOWN, Fault.ADDRESS, Hop.SENDING_SERVER, "HOST_UNKNOWN");
    assertThat(notes(scene.ask(mail)))
        .anyMatch(note -> note.startsWith("Did the recipient mean " + meant.substring(0, 8)));
    assertThat(notes(scene.ask(mail)).toString()).contains(meant);
  }

  @Test
  void case2aDomainThatTakesNoMail() {
    CaseMail mail =
        letter("a@nomail.example", 1)
            .unroutable(
                scene,
                at("09:00"),
                "5.1.10",
                "Domain nomail.example does not accept mail (nullMX)");
    assertAnswer(
        scene.ask(mail), Reason.NOT_ACCEPT, Fault.ADDRESS, Hop.SENDING_SERVER, "NOT_ACCEPT");
  }

  @Test
  void case3aWrongLocalPartComesBackFromTheReceiverAndAWrongDomainNeverLeaves() {
    CaseMail local = letter(taro, 1).refused(scene, at("09:00"), "550 5.1.1 No such user");
    CaseMail domain =
        letter("taro@gmail.comm", 2)
            .unroutable(
                scene,
                at("09:01"),
                "5.4.4",
                "Host or domain name not found. Name service"
                    + " error for name=gmail.comm type=A: Host not found");
    assertThat(scene.ask(local).stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
    assertThat(scene.ask(domain).stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
  }

  @ParameterizedTest
  @CsvSource({"552 5.2.2 Mailbox full", "452 4.2.2 Over quota", "550 The user is over quota"})
  void case4aFullMailbox(String reply) {
    CaseMail mail = letter(hanako, 1);
    boolean isForGood = reply.startsWith("5");
    if (isForGood) {
      mail.refused(scene, at("09:00"), reply);
    } else {
      mail.deferred(scene, at("09:00"), reply);
    }
    assertAnswer(
        scene.ask(mail), Reason.MAILBOX_FULL, Fault.MAILBOX, Hop.RECEIVING_SERVER, "MAILBOX_FULL");
    RecipientHealth health = scene.ask(hanako).health();
    assertThat(health == null ? 0 : health.softCount()).isEqualTo(isForGood ? 1 : 0);
    assertThat(health != null && health.suppressed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "552 5.3.4 Message size exceeds fixed maximum message size of 10485760 bytes",
    "552 Message size exceeds fixed limit 10485760",
    "550 5.2.3 Message too large: the limit is 10485760 bytes"
  })
  void case5tooLargeWithTheSizeSentAndTheLimit(String reply) {
    CaseMail mail =
        letter(hanako, 1).bytes(31_457_280).refused(scene, at("09:00"), reply, "MAIL FROM");
    assertAnswer(
        scene.ask(mail),
        Reason.EMAIL_TOO_LARGE,
        Fault.CONTENT,
        Hop.RECEIVING_SERVER,
        "EMAIL_TOO_LARGE");
    assertThat(notes(scene.ask(mail)).toString()).contains("31,457,280", "10,485,760");
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 User unknown, true",
    "550 5.1.0 Address rejected, false",
    "550 5.2.9 Unknown user, true"
  })
  void case6whoTookMailBeforeIsNotSuppressed(String reply, boolean isUnknown) {
    letter(hanako, 1).accepted(scene, at("08:00"));
    CaseMail mail = letter(hanako, 2).refused(scene, at("09:00"), reply);
    MessageExplanation explanation = scene.ask(mail);
    if (isUnknown) {
      assertAnswer(
          explanation, Reason.USER_UNKNOWN, Fault.REPUTATION, Hop.RECEIVING_SERVER, "HIDDEN_BLOCK");
    } else {
      assertThat(explanation.adviceKey()).isEqualTo("HIDDEN_BLOCK");
    }
    RecipientHealth health = scene.ask(hanako).health();
    assertThat(health != null && health.suppressed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"550", "554 5.0.0", "550 5.0.0 Error", "550 5.0.0 unknown cause"})
  void case8aReceiverThatWithholdsTheReason(String reply) {
    CaseMail mail = letter("a@example.co.jp", 1).refused(scene, at("09:00"), reply);
    assertAnswer(
        scene.ask(mail), Reason.UNDEFINED, Fault.UNKNOWN, Hop.RECEIVING_SERVER, "UNDEFINED");
  }

  @Test
  void case9deferredThenDelivered() {
    CaseMail mail =
        letter(hanako, 1)
            .deferred(scene, at("09:00"), "451 4.3.0 Try again later")
            .accepted(scene, at("09:40"));
    assertAnswer(
        scene.ask(mail), Reason.DELIVERED, Fault.NONE, Hop.MAIL_CLIENT, "DELIVERED_SILENTLY");
    CaseMail other =
        letter(taro, 2)
            .deferred(scene, at("09:00"), "451 4.3.0 Try again later")
            .accepted(scene, at("09:40"));
    assertThat(scene.ask(other).adviceKey()).isEqualTo("DELIVERED_LATE");
    assertThat(notes(scene.ask(other)).toString()).contains("40 min");
    assertThat(scene.ask(taro).health()).isNull();
  }

  @Test
  void case10deferredUntilTheQueueGivesUpCountsOnce() {
    CaseMail mail = letter(taro, 1);
    mail.deferred(scene, at("09:00"), "452 4.2.2 Mailbox full");
    for (int day = 1; day < 5; day++) {
      mail.deferredAgain(scene, at(day, "09:00"), at("09:00"), "452 4.2.2 Mailbox full");
    }
    mail.expired(scene, at(5, "09:00"));
    assertAnswer(
        scene.ask(mail), Reason.EXPIRED, Fault.MAILBOX, Hop.RECEIVING_SERVER, "MAILBOX_FULL");
    assertThat(scene.ask(mail).outcome().temporaryReason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(scene.ask(taro).health().softCount()).isEqualTo(1);
  }

  @Test
  void case11anAcceptanceThatIsTakenBackDaysLater() {
    CaseMail mail = letter(taro, 1).accepted(scene, at("09:00"));
    scene.happens(
        mail.bounceMessage(at(2, "10:00"), taro, Reason.USER_UNKNOWN, "550 5.1.1 User unknown"));
    assertAnswer(
        scene.ask(mail), Reason.USER_UNKNOWN, Fault.ADDRESS, Hop.RECEIVING_SERVER, "USER_UNKNOWN");
    assertThat(notes(scene.ask(mail)).toString()).contains("2026-06-01 09:00", "2026-06-03 10:00");
    assertThat(scene.published(Outcome.class))
        .filteredOn(outcome -> outcome.recipient().equals(taro))
        .extracting(Outcome::status)
        .containsExactly(Status.DELIVERED, Status.BOUNCED);
  }

  @Test
  void case12accepted() {
    CaseMail mail = letter(taro, 1).accepted(scene, at("09:00"));
    assertAnswer(scene.ask(mail), Reason.DELIVERED, Fault.NONE, Hop.MAIL_CLIENT, "DELIVERED");
  }

  @ParameterizedTest
  @CsvSource({"a@docomo.ne.jp", "a@softbank.ne.jp", "a@i.softbank.jp", "a@jcom.zaq.ne.jp"})
  void case13acceptedWhereAcceptanceProvesLittle(String recipient) {
    CaseMail mail = letter(recipient, 1).accepted(scene, at("09:00"));
    assertAnswer(
        scene.ask(mail), Reason.DELIVERED, Fault.NONE, Hop.MAIL_CLIENT, "DELIVERED_SILENTLY");
  }

  @Test
  void case14forwardingThatFailed() {
    CaseMail mail = letter(taro, 1).accepted(scene, at("09:00"));
    scene.happens(
        mail.bounceMessage(
            at("09:30"), "old@docomo.ne.jp", Reason.USER_UNKNOWN, "550 5.1.1 User unknown"));
    letter("other@gmail.com", 2).accepted(scene, at("10:00"));
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("FORWARDING_FAILED");
    assertThat(scene.ask(mail).outcome().bounceNamed()).isEqualTo("old@docomo.ne.jp");
    assertThat(notes(scene.ask(mail)).toString()).contains("old@docomo.ne.jp");
  }

  @Test
  void case16aMailThatWasNotSentBecauseTheRecipientIsSuppressed() {
    letter(hanako, 1).refused(scene, at("09:00"), "550 5.1.1 User unknown");
    CaseMail mail = letter(hanako, 2);
    scene.happens(mail.send(at("10:00")));
    scene.happens(mail.suppressed(at("10:00")));
    assertAnswer(scene.ask(mail), Reason.SUPPRESSED, Fault.NONE, Hop.SENDING_SERVER, "SUPPRESSED");
    assertThat(scene.ask(hanako).health().because())
        .extracting(RecipientHealth.Failure::messageId)
        .containsExactly(id(1));
    assertThat(scene.ask(hanako).history())
        .extracting(TimelineEntry::kind)
        .contains(TimelineEntry.Kind.SUPPRESSED);
  }

  @Test
  void case17threeSoftFailuresSuppressWithTheBouncesThatLedToIt() {
    for (int i = 1; i <= 3; i++) {
      letter(taro, i).refused(scene, at(i, "09:00"), "552 5.2.2 Mailbox full");
      scene.silence(TestDriver.QUIET);
      assertThat(scene.ask(taro).health().suppressed()).isEqualTo(i == 3);
    }
    assertThat(scene.ask(taro).health().because())
        .extracting(RecipientHealth.Failure::messageId)
        .containsExactly(id(1), id(2), id(3));
  }

  @Test
  void case18aCommandAndASuccessSetTheCountBack() {
    letter(taro, 1).refused(scene, at("09:00"), "552 5.2.2 Mailbox full");
    letter(taro, 2).accepted(scene, at("10:00"));
    assertThat(scene.ask(taro).health().change()).isEqualTo(Change.RECOVERED);
    assertThat(scene.ask(taro).health().softCount()).isZero();
    letter(hanako, 3).refused(scene, at("11:00"), "550 5.1.1 User unknown");
    scene.happens(
        new RecipientCommand(
            hanako, at("12:00"), RecipientCommand.Action.RESET, "address corrected"));
    RecipientHealth health = scene.ask(hanako).health();
    assertThat(health.change()).isEqualTo(Change.RESET);
    assertThat(health.deadCount()).isZero();
    assertThat(health.suppressed()).isFalse();
    assertThat(scene.ask(hanako).history())
        .extracting(TimelineEntry::kind)
        .containsExactly(TimelineEntry.Kind.SUPPRESSED, TimelineEntry.Kind.RESET);
  }

  @Test
  void case31anAnswerHasTheFactsThatAReceivingAdministratorAsksFor() {
    CaseMail mail = letter(taro, 1);
    scene.happens(mail.send(at("08:59")));
    mail.refused(scene, at("09:00"), "550 5.7.1 Blocked");
    MessageExplanation explanation = scene.ask(mail);
    assertThat(explanation.sender()).isEqualTo("news@shop.example");
    assertThat(explanation.recipient()).isEqualTo(taro);
    assertThat(explanation.sentAt()).isEqualTo(at("08:59"));
    assertThat(explanation.sourceIp()).isEqualTo(CaseMail.IP1);
    assertThat(explanation.reply()).isEqualTo("550 5.7.1 Blocked");
    assertThat(explanation.timeline())
        .extracting(TimelineEntry::kind)
        .containsSequence(TimelineEntry.Kind.SENT)
        .contains(TimelineEntry.Kind.REFUSED);
  }

  @Test
  void case33aForgedBounceMovesNoCount() {
    letter(taro, 1).accepted(scene, at("09:00"));
    scene.happens(
        letter(hanako, 99)
            .bounceMessage(at("09:05"), hanako, Reason.USER_UNKNOWN, "550 5.1.1 User unknown"));
    scene.silence(Duration.ofMinutes(30));
    assertThat(scene.published(Unmatched.class))
        .extracting(unmatched -> unmatched.event().bounce().messageId())
        .containsOnlyOnce(id(99));
    assertThat(scene.ask(hanako).health()).isNull();
    assertThat(scene.incidents()).isEmpty();
  }

  @Test
  void case35aComplaintSuppresses() {
    CaseMail mail = letter("bob@yahoo.com", 1).accepted(scene, at("09:00"));
    scene.happens(new Complaint(mail.messageId(), "bob@yahoo.com", at("10:00"), "abuse"));
    assertThat(scene.ask(mail).adviceKey()).isEqualTo("COMPLAINED");
    assertThat(scene.ask("bob@yahoo.com").health().suppressed()).isTrue();
    assertThat(List.of(scene.ask(mail).timeline().get(1).kind()))
        .doesNotContain(TimelineEntry.Kind.REFUSED);
  }

  private CaseMail letter(String recipient, int i) {
    return CaseMail.to(recipient, number + i);
  }

  private String id(int i) {
    return letter(taro, i).messageId();
  }
}
