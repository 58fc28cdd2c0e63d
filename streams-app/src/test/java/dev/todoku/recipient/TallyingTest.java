package dev.todoku.recipient;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyingTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final SmtpReply SLOWER =
      new SmtpReply(421, "4.7.0", "421 4.7.0 Too many messages", "end of DATA");

  private Optional<MessageMark> known = Optional.empty();

  @Test
  void anAcceptanceCountsOnceAndPassesTheTrial() {
    Tally tally = hear(OutcomeOf.mail(MAIL).delivered(at("09:00"))).orElseThrow();
    assertThat(tally.count()).isEqualTo(Tally.Count.ACCEPTED);
    assertThat(tally.trial()).isEqualTo(Trial.PASSED);
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
    Tally first = hear(slowedDown("09:01")).orElseThrow();
    assertThat(first.count()).isEqualTo(Tally.Count.DEFERRED);
    assertThat(first.trial()).isEqualTo(Trial.REFUSED);
    assertThat(first.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(first.sample())
        .isEqualTo(
            new Evidence.Sample(
                at("09:01"), "m1@shop.example", "shop.example", "hanako@docomo.ne.jp", SLOWER));
    assertThat(hear(slowedDown("09:20"))).isEmpty();
    assertThat(hear(slowedDown("09:59"))).isEmpty();
    assertThat(hear(slowedDown("10:00")).orElseThrow().trial()).isEqualTo(Trial.REFUSED);
  }

  @Test
  void anAcceptanceInTheHourOfADeferralIsCountedButNoTrial() {
    hear(slowedDown("09:01"));
    Tally tally = hear(OutcomeOf.mail(MAIL).delivered(at("09:31"))).orElseThrow();
    assertThat(tally.count()).isEqualTo(Tally.Count.ACCEPTED);
    assertThat(tally.trial()).isEqualTo(Trial.NOT_COUNTED);
  }

  @Test
  void aBounceCountsOnceByItsReason() {
    Outcome bounced =
        OutcomeOf.mail(MAIL).bounced(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    Tally tally = hear(bounced).orElseThrow();
    assertThat(tally.count()).isEqualTo(Tally.Count.BOUNCED);
    assertThat(tally.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(tally.trial()).isEqualTo(Trial.PASSED);
    assertThat(tally.sample()).isNull();
    assertThat(tally.withdrawn()).isFalse();
    assertThat(hear(bounced)).isEmpty();
    assertThat(hear(OutcomeOf.mail(MAIL).expired(at("09:00"), null))).isEmpty();
  }

  @Test
  void anExpiryCountsByTheTemporaryFailureThatLasted() {
    Tally tally =
        hear(OutcomeOf.mail(MAIL).expired(at(5, "09:00"), Reason.MAILBOX_FULL)).orElseThrow();
    assertThat(tally.count()).isEqualTo(Tally.Count.EXPIRED);
    assertThat(tally.reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void case11acceptedThenBouncedIsWithdrawnAndNoAttempt() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    Tally tally = hear(lateBounce()).orElseThrow();
    assertThat(tally.count()).isEqualTo(Tally.Count.BOUNCED);
    assertThat(tally.withdrawn()).isTrue();
    assertThat(tally.trial()).isEqualTo(Trial.NOT_COUNTED);
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void anAcceptanceThatIsForgottenIsWithdrawnAllTheSame() {
    assertThat(hear(lateBounce()).orElseThrow().withdrawn()).isTrue();
  }

  @Test
  void aComplaintCountsOnce() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    Outcome complaint = OutcomeOf.mail(MAIL).acceptedBefore(at("09:00")).complained(at("09:30"));
    Tally tally = hear(complaint).orElseThrow();
    assertThat(tally.complaint()).isTrue();
    assertThat(tally.count()).isEqualTo(Tally.Count.NOTHING);
    assertThat(hear(complaint)).isEmpty();
  }

  @Test
  void whatIsNotKnownOfTheOriginIsCalledUnknown() {
    Mail mail = MAIL.origin(Origin.UNKNOWN);
    Tally tally = hear(OutcomeOf.mail(mail).delivered(at("09:00"))).orElseThrow();
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

  private Optional<Tally> hear(Outcome outcome) {
    Tallying tallying = Tallying.of(known, outcome, outcome.time());
    known = Optional.of(MessageMark.of(outcome, tallying.trialHour()));
    return tallying.tally();
  }
}
