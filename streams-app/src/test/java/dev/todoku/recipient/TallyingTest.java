package dev.todoku.recipient;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyingTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final SmtpReply SLOWER =
      new SmtpReply(421, "4.7.0", "421 4.7.0 Too many messages", "end of DATA");

  private Optional<MessageMark> known = Optional.empty();

  @Test
  void anAcceptanceCountsOnceAndPassesTheTrial() {
    Tally tally = only(hear(OutcomeOf.mail(MAIL).delivered(at("09:00"))));
    assertThat(tally.count()).isEqualTo(Tally.Count.ACCEPTED);
    assertThat(tally.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(tally.provider()).isEqualTo("docomo");
    assertThat(tally.sourceIp()).isEqualTo("192.0.2.10");
    assertThat(tally.fromDomain()).isEqualTo("shop.example");
    assertThat(tally.time()).isEqualTo(at("09:00"));
    assertThat(tally.reason()).isNull();
    assertThat(hear(OutcomeOf.mail(MAIL).delivered(at("09:00")))).isEmpty();
  }

  @Test
  void aSendWithoutAFateCountsForNothing() {
    assertThat(hear(OutcomeOf.mail(MAIL).sent(at("09:00")))).isEmpty();
  }

  @Test
  void retriesAreOneTrialAnHour() {
    Tally first = only(hear(slowedDown("09:01")));
    assertThat(first.count()).isEqualTo(Tally.Count.DEFERRED);
    assertThat(first.figures()).contains(Figure.ATTEMPTS, Figure.REFUSALS);
    assertThat(first.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(first.sample())
        .isEqualTo(
            new Evidence.Sample(
                at("09:01"), "m1@shop.example", "shop.example", "hanako@docomo.ne.jp", SLOWER));
    assertThat(hear(slowedDown("09:20"))).isEmpty();
    assertThat(hear(slowedDown("09:59"))).isEmpty();
    assertThat(only(hear(slowedDown("10:00"))).figures())
        .contains(Figure.ATTEMPTS, Figure.REFUSALS);
  }

  @Test
  void anAcceptanceInTheHourOfADeferralIsCountedButNoTrial() {
    hear(slowedDown("09:01"));
    Tally tally = only(hear(OutcomeOf.mail(MAIL).delivered(at("09:31"))));
    assertThat(tally.count()).isEqualTo(Tally.Count.ACCEPTED);
    assertThat(tally.figures()).doesNotContain(Figure.ATTEMPTS);
  }

  @Test
  void aBounceCountsOnceByItsReason() {
    Outcome bounced =
        OutcomeOf.mail(MAIL).bounced(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    Tally tally = only(hear(bounced));
    assertThat(tally.count()).isEqualTo(Tally.Count.BOUNCED);
    assertThat(tally.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(tally.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(tally.sample().reply()).isEqualTo(Mail.NO_SUCH_USER);
    assertThat(tally.withdrawn()).isFalse();
    assertThat(hear(bounced)).isEmpty();
    assertThat(hear(OutcomeOf.mail(MAIL).expired(at("09:00"), null))).isEmpty();
  }

  @Test
  void anExpiryCountsByTheTemporaryFailureThatLasted() {
    Tally tally = only(hear(OutcomeOf.mail(MAIL).expired(at(5, "09:00"), Reason.MAILBOX_FULL)));
    assertThat(tally.count()).isEqualTo(Tally.Count.EXPIRED);
    assertThat(tally.reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void case11acceptedThenBouncedIsWithdrawnAndNoAttempt() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    Tally tally = only(hear(lateBounce()));
    assertThat(tally.count()).isEqualTo(Tally.Count.BOUNCED);
    assertThat(tally.withdrawn()).isTrue();
    assertThat(tally.figures()).doesNotContain(Figure.ATTEMPTS);
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void anAcceptanceThatIsForgottenIsWithdrawnAllTheSame() {
    assertThat(only(hear(lateBounce())).withdrawn()).isTrue();
  }

  @Test
  void aComplaintCountsOnce() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    Outcome complaint = OutcomeOf.mail(MAIL).acceptedBefore(at("09:00")).complained(at("09:30"));
    Tally tally = only(hear(complaint));
    assertThat(tally.complaint()).isTrue();
    assertThat(tally.count()).isEqualTo(Tally.Count.NOTHING);
    assertThat(hear(complaint)).isEmpty();
  }

  @Test
  void whatIsNotKnownOfTheOriginIsCalledUnknown() {
    Mail mail = MAIL.origin(Origin.UNKNOWN);
    Tally tally = only(hear(OutcomeOf.mail(mail).delivered(at("09:00"))));
    assertThat(tally.sourceIp()).isEqualTo(Tally.UNKNOWN);
    assertThat(tally.fromDomain()).isEqualTo(Tally.UNKNOWN);
  }

  private static Outcome slowedDown(String time) {
    return OutcomeOf.mail(MAIL).deferred(at(time), Reason.RATE_LIMITED, SLOWER);
  }

  private static Outcome lateBounce() {
    return OutcomeOf.mail(MAIL)
        .acceptedBefore(at("09:00"))
        .bounced(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
  }

  @Test
  void anOpenBeforeTheDeliveryIsKnownLeavesTheCountToTheDelivery() {
    assertThat(hear(OutcomeOf.mail(MAIL).opened(at("09:30")))).isEmpty();
    Outcome both = OutcomeOf.mail(MAIL).acceptedBefore(at("09:00")).opened(at("09:30"));
    Tally tally = only(hear(both));
    assertThat(tally.count()).isEqualTo(Tally.Count.ACCEPTED);
    assertThat(tally.time()).isEqualTo(at("09:00"));
    assertThat(tally.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(hear(both)).isEmpty();
  }

  @Test
  void anOpenOfAForgottenMessageIsNotOneMoreAcceptance() {
    assertThat(hear(OutcomeOf.mail(MAIL).acceptedBefore(at("09:00")).opened(at("09:30"))))
        .isEmpty();
  }

  @Test
  void aDeliveryThatBecomesKnownAfterTheBounceIsCountedAndWithdrawn() {
    Outcome early =
        OutcomeOf.mail(MAIL)
            .matched()
            .bounced(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    Tally bounce = only(hear(early));
    assertThat(bounce.count()).isEqualTo(Tally.Count.BOUNCED);
    assertThat(bounce.withdrawn()).isFalse();
    assertThat(bounce.figures()).doesNotContain(Figure.ATTEMPTS);
    assertThat(hear(lateBounce()))
        .extracting(
            Tally::count, Tally::withdrawn, Tally::time, t -> t.figures().contains(Figure.ATTEMPTS))
        .containsExactly(
            tuple(Tally.Count.ACCEPTED, false, at("09:00"), true),
            tuple(Tally.Count.NOTHING, true, at(1, "09:00"), false));
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void aDeferralThatBecomesKnownAfterTheEndIsCountedAtItsTime() {
    Outcome end = OutcomeOf.mail(MAIL).expired(at("12:00"), Reason.RATE_LIMITED);
    hear(end);
    Tally late = only(hear(end, slowedDown("09:01")));
    assertThat(late.count()).isEqualTo(Tally.Count.DEFERRED);
    assertThat(late.time()).isEqualTo(at("09:01"));
    assertThat(late.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(late.figures()).contains(Figure.ATTEMPTS, Figure.REFUSALS);
    assertThat(hear(end, slowedDown("09:20"))).isEmpty();
    assertThat(only(hear(end, slowedDown("10:01"))).time()).isEqualTo(at("10:01"));
  }

  @Test
  void aDeferralOfAForgottenMessageIsNotCountedAgain() {
    assertThat(hear(lateBounce(), slowedDown("08:01")))
        .extracting(Tally::count)
        .containsExactly(Tally.Count.BOUNCED);
  }

  private static Tally only(List<Tally> tallies) {
    assertThat(tallies).hasSize(1);
    return tallies.get(0);
  }

  private List<Tally> hear(Outcome outcome) {
    return hear(outcome, outcome.status() == Status.DEFERRED ? outcome : null);
  }

  private List<Tally> hear(Outcome outcome, Outcome lastDeferral) {
    Tallying tallying =
        Tallying.of(known, outcome, Optional.ofNullable(lastDeferral), Contact.UNPROVEN);
    known = Optional.of(MessageMark.of(outcome, tallying, true));
    return tallying.tallies();
  }
}
