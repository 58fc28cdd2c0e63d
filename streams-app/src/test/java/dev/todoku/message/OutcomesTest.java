package dev.todoku.message;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.testing.Mail;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
  private static final Mail MAIL =
      Mail.to("Hanako@docomo.ne.jp", "order-1@shop.example").queueId("4bQxT91NkXz");
  private static final MessageState SENT = EventState.of(MAIL.send(at("09:00")));
  private static final MessageState DELIVERED = EventState.of(MAIL.delivery(at("09:01")));
  private static final SmtpReply OVER_QUOTA =
      new SmtpReply(552, "5.2.2", "552 5.2.2 Over quota", "RCPT TO");

  @Test
  void sentIsOnHoldAtTheSendingServerAndNobodysFault() {
    Outcome outcome = outcome(SENT);
    assertThat(outcome.status()).isEqualTo(Status.SENT);
    assertThat(outcome.reason()).isEqualTo(Reason.ON_HOLD);
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(outcome.revision()).isEqualTo(1);
    assertThat(outcome.time()).isEqualTo(at("09:00"));
  }

  @Test
  void case1AnUnknownUserIsAnAddressFaultToldByTheReceivingServer() {
    Outcome outcome = outcome(SENT, refused(Reason.USER_UNKNOWN, Mail.NO_SUCH_USER));
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
    assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(outcome.fault()).isEqualTo(Fault.ADDRESS);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
    assertThat(outcome.addressIsDead()).isTrue();
    assertThat(outcome.reply()).isEqualTo(Mail.NO_SUCH_USER);
    assertThat(outcome.bouncedAt()).isEqualTo(at("09:02"));
    assertThat(outcome.recipient()).isEqualTo("Hanako@docomo.ne.jp");
    assertThat(outcome.queueId()).isEqualTo("4bQxT91NkXz");
    assertThat(outcome.origin()).isEqualTo(MAIL.origin());
  }

  @ParameterizedTest
  @CsvSource({"HOST_UNKNOWN, true", "NOT_ACCEPT, true"})
  void case2AMissingDomainIsAnAddressFaultAndNeverLeftTheSendingServer(
      Reason reason, boolean dead) {
    Outcome outcome = outcome(SENT, refused(reason, SmtpReply.UNKNOWN));
    assertThat(outcome.fault()).isEqualTo(Fault.ADDRESS);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(outcome.addressIsDead()).isEqualTo(dead);
  }

  @Test
  void case4AFullMailboxIsNotADeadAddress() {
    Outcome outcome = outcome(SENT, refused(Reason.MAILBOX_FULL, OVER_QUOTA));
    assertThat(outcome.fault()).isEqualTo(Fault.MAILBOX);
    assertThat(outcome.addressIsDead()).isFalse();
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
  }

  @Test
  void case5TooLargeIsAFaultOfTheContent() {
    Outcome outcome =
        outcome(
            SENT,
            refused(
                Reason.EMAIL_TOO_LARGE,
                new SmtpReply(552, "5.3.4", "552 5.3.4 Limit 10485760", "MAIL FROM")));
    assertThat(outcome.fault()).isEqualTo(Fault.CONTENT);
    assertThat(outcome.addressIsDead()).isFalse();
    assertThat(outcome.reply().text()).contains("10485760");
  }

  @Test
  void case8AWithheldReasonIsNobodysKnownFault() {
    Outcome outcome =
        outcome(SENT, refused(Reason.UNDEFINED, new SmtpReply(550, "5.0.0", null, null)));
    assertThat(outcome.reason()).isEqualTo(Reason.UNDEFINED);
    assertThat(outcome.fault()).isEqualTo(Fault.UNKNOWN);
    assertThat(outcome.addressIsDead()).isFalse();
  }

  @Test
  void case9DeferredThenDeliveredShowsTheDelay() {
    MessageState deferred = deferred("09:01");
    Outcome first = outcome(SENT, deferred);
    assertThat(first.status()).isEqualTo(Status.DEFERRED);
    assertThat(first.reason()).isEqualTo(Reason.SYSTEM_ERROR);
    assertThat(first.fault()).isEqualTo(Fault.RECEIVER_SYSTEM);
    assertThat(first.reply()).isEqualTo(Mail.TRY_LATER);

    Outcome then =
        outcome(SENT, deferred, deferred("09:10"), EventState.of(MAIL.delivery(at("09:31"))));
    assertThat(then.status()).isEqualTo(Status.DELIVERED);
    assertThat(then.reason()).isEqualTo(Reason.DELIVERED);
    assertThat(then.fault()).isEqualTo(Fault.NONE);
    assertThat(then.sentAt()).isEqualTo(at("09:00"));
    assertThat(then.deferredAt()).isEqualTo(at("09:01"));
    assertThat(then.lastDeferredAt()).isEqualTo(at("09:10"));
    assertThat(then.deferrals()).isEqualTo(2);
    assertThat(then.deferralReply()).isEqualTo(Mail.TRY_LATER);
    assertThat(then.deliveredAt()).isEqualTo(at("09:31"));
    assertThat(then.bouncedAt()).isZero();
    assertThat(then.reply()).isNull();
    assertThat(then.revision()).isEqualTo(3);
  }

  @Test
  void deferralsAreCountedOnceAMinuteInWhateverOrderAndHoweverOftenTheyAreRead() {
    MessageState[] read = {
      deferred("10:59"), deferred("09:01"), deferred("10:00"), deferred("10:59"), deferred("09:30")
    };
    assertThat(outcome(read).deferrals()).isEqualTo(4);
    assertThat(outcome(read[4], read[0], read[2], read[1]).deferrals()).isEqualTo(4);
    assertThat(outcome(SENT).deferrals()).isZero();
    assertThat(outcome(SENT).deferralReply()).isNull();
  }

  @Test
  void case10WhenTheQueueGivesUpTheTemporaryFailureThatLastedIsNamed() {
    MessageState expired = EventState.ofServersOwn(MAIL.expiry(at(5, "09:00")));
    Outcome outcome = outcome(SENT, deferred("09:01"), deferred("10:01"), expired);
    assertThat(outcome.status()).isEqualTo(Status.EXPIRED);
    assertThat(outcome.reason()).isEqualTo(Reason.EXPIRED);
    assertThat(outcome.temporaryReason()).isEqualTo(Reason.SYSTEM_ERROR);
    assertThat(outcome.fault()).isEqualTo(Fault.RECEIVER_SYSTEM);
    assertThat(outcome.bouncedAt()).isEqualTo(at(5, "09:00"));
    assertThat(outcome.reply()).isEqualTo(Mail.TRY_LATER);
    assertThat(outcome.addressIsDead()).isFalse();
  }

  @Test
  void expiryWithoutAWordOfTheReceiverIsTakenForItsSystemsFault() {
    Outcome outcome = outcome(SENT, EventState.ofServersOwn(MAIL.expiry(at(5, "09:00"))));
    assertThat(outcome.temporaryReason()).isNull();
    assertThat(outcome.fault()).isEqualTo(Fault.RECEIVER_SYSTEM);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
    assertThat(outcome.reply()).isNull();
  }

  @Test
  void expiryAfterFailedConnectionsNeverLeftTheSendingServer() {
    Outcome outcome =
        outcome(
            SENT,
            EventState.of(MAIL.deferral(at("09:01"), Reason.NETWORK_ERROR, SmtpReply.UNKNOWN)),
            EventState.ofServersOwn(MAIL.expiry(at(5, "09:00"))));
    assertThat(outcome.fault()).isEqualTo(Fault.NETWORK);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
  }

  @Test
  void aDeliveryOutranksAnExpiryThatWasToldForTheWholeMessage() {
    MessageState expired = EventState.ofServersOwn(MAIL.expiry(at(5, "09:00")));
    Outcome outcome = outcome(SENT, DELIVERED, expired);
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.bouncedAt()).isZero();
    assertThat(outcome.time()).isEqualTo(at("09:01"));
    assertThat(outcome.revision()).isEqualTo(2);
  }

  @Test
  void case11AcceptedThenBouncedKeepsBothTimes() {
    Outcome accepted = outcome(SENT, DELIVERED);
    Outcome revised =
        outcome(SENT, DELIVERED, bounceMessage(at(3, "11:00"), Reason.USER_UNKNOWN, null));
    assertThat(revised.status()).isEqualTo(Status.BOUNCED);
    assertThat(revised.deliveredAt()).isEqualTo(at("09:01"));
    assertThat(revised.bouncedAt()).isEqualTo(at(3, "11:00"));
    assertThat(revised.time()).isEqualTo(at(3, "11:00"));
    assertThat(revised.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
    assertThat(revised.revision()).isGreaterThan(accepted.revision());
  }

  @Test
  void case12And13AcceptedIsKnownAsFarAsTheMailClient() {
    Outcome outcome = outcome(SENT, DELIVERED);
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.MAIL_CLIENT);
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.provider()).isEqualTo("docomo");
  }

  @Test
  void case14AFailedForwardingNamesTheAddressBehindIt() {
    Outcome outcome =
        outcome(
            SENT,
            DELIVERED,
            bounceMessage(at("09:05"), Reason.USER_UNKNOWN, "hanako@forward.example"));
    assertThat(outcome.recipient()).isEqualTo("Hanako@docomo.ne.jp");
    assertThat(outcome.bounceNamed()).isEqualTo("hanako@forward.example");
    assertThat(outcome.status()).isEqualTo(Status.BOUNCED);
  }

  @Test
  void case16SuppressedBeforeSendingIsNoFaultOfMail() {
    Outcome outcome = outcome(SENT, refused(Reason.SUPPRESSED, SmtpReply.UNKNOWN));
    assertThat(outcome.fault()).isEqualTo(Fault.NONE);
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(outcome.addressIsDead()).isFalse();
  }

  @Test
  void case35AComplaintIsNotedAndLeavesTheMailDelivered() {
    Outcome outcome = outcome(SENT, DELIVERED, EventState.of(MAIL.complaint(at(1, "08:00"))));
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.complainedAt()).isEqualTo(at(1, "08:00"));
    assertThat(outcome.time()).isEqualTo(at(1, "08:00"));
    assertThat(outcome.revision()).isEqualTo(3);
  }

  @Test
  void anOpenProvesArrivalWithoutADeliveryInTheLog() {
    Outcome outcome = outcome(SENT, EventState.of(MAIL.open(at("09:30"))));
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.deliveredAt()).isZero();
    assertThat(outcome.engagedAt()).isEqualTo(at("09:30"));
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.MAIL_CLIENT);
  }

  @Test
  void whatTheSendingServerHeardItselfOutranksABounceMessage() {
    MessageState forged = bounceMessage(at("09:01"), Reason.USER_UNKNOWN, null);
    Outcome outcome = outcome(SENT, forged, refused(Reason.BLOCKED, Mail.BLOCKED));
    assertThat(outcome.reason()).isEqualTo(Reason.BLOCKED);
    assertThat(outcome.fault()).isEqualTo(Fault.REPUTATION);
    assertThat(outcome.bouncedAt()).isEqualTo(at("09:02"));
    assertThat(outcome.reply()).isEqualTo(Mail.BLOCKED);
    assertThat(outcome.matchedBy()).isEqualTo(MatchedBy.MESSAGE_ID);
  }

  @Test
  void ofTwoBounceMessagesTheEarlierHolds() {
    Outcome outcome =
        outcome(
            SENT,
            bounceMessage(at("12:00"), Reason.MAILBOX_FULL, null),
            bounceMessage(at("11:00"), Reason.USER_UNKNOWN, null));
    assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(outcome.bouncedAt()).isEqualTo(at("11:00"));
  }

  @Test
  void aBounceMessageThatTellsOfAnExpiryIsAnExpiry() {
    Outcome outcome = outcome(SENT, bounceMessage(at(5, "09:00"), Reason.EXPIRED, null));
    assertThat(outcome.status()).isEqualTo(Status.EXPIRED);
    assertThat(outcome.bouncedAt()).isEqualTo(at(5, "09:00"));
    assertThat(outcome.reply()).isEqualTo(Mail.NO_SUCH_USER);
  }

  @Test
  void aNoticeOfAMailServerIsMarkedAsOne() {
    Mail notice = MAIL.origin(new Origin("mx1.shop.example", null, null, Origin.NOTICES, null));
    assertThat(outcome(EventState.of(notice.send(at("09:00")))).notice()).isTrue();
    assertThat(outcome(SENT).notice()).isFalse();
  }

  private static MessageState deferred(String time) {
    return EventState.of(MAIL.deferral(at(time), Reason.SYSTEM_ERROR, Mail.TRY_LATER));
  }

  private static MessageState refused(Reason reason, SmtpReply reply) {
    return EventState.ofServersOwn(MAIL.refusal(at("09:02"), reason, reply));
  }

  private static MessageState bounceMessage(long time, Reason reason, String named) {
    Bounce bounce = MAIL.bounceMessage(time, reason, Mail.NO_SUCH_USER);
    return EventState.ofMessage(bounce, MAIL.recipient(), named, MatchedBy.MESSAGE_ID);
  }

  private static Outcome outcome(MessageState... facts) {
    MessageState all = Stream.of(facts).reduce(MessageState::merge).orElseThrow();
    return Outcomes.of(all, MAIL.messageId(), "docomo");
  }
}
