package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import dev.todoku.testing.UpdateOf;
import dev.todoku.wire.ProviderDelta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageCountsTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final SmtpReply SLOWER =
      new SmtpReply(421, "4.7.0", "421 4.7.0 Too many messages", "end of DATA");

  private MessageState known;

  @Test
  void anAcceptanceCountsOnceAndPassesTheTrial() {
    ProviderDelta delta = only(hear(OutcomeOf.mail(MAIL).delivered(at("09:00"))));
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.ACCEPTED);
    assertThat(delta.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(delta.provider()).isEqualTo("docomo");
    assertThat(delta.sourceIp()).isEqualTo("192.0.2.10");
    assertThat(delta.fromDomain()).isEqualTo("shop.example");
    assertThat(delta.time()).isEqualTo(at("09:00"));
    assertThat(delta.reason()).isNull();
    assertThat(hear(OutcomeOf.mail(MAIL).delivered(at("09:00")))).isEmpty();
  }

  @Test
  void aSendWithoutAFateCountsForNothing() {
    assertThat(hear(OutcomeOf.mail(MAIL).sent(at("09:00")))).isEmpty();
  }

  @Test
  void retriesAreOneTrialAnHour() {
    ProviderDelta first = only(hear(slowedDown("09:01")));
    assertThat(first.count()).isEqualTo(ProviderDelta.Count.DEFERRED);
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
  void aMailboxThatIsStillFullIsNoFurtherTrial() {
    SmtpReply full = new SmtpReply(452, "4.2.2", "452 4.2.2 Mailbox full", "RCPT TO");
    assertThat(
            only(hear(OutcomeOf.mail(MAIL).deferred(at("09:01"), Reason.MAILBOX_FULL, full)))
                .figures())
        .contains(Figure.ATTEMPTS, Figure.MAILBOX_FULL);
    assertThat(
            only(hear(OutcomeOf.mail(MAIL).deferred(at("10:01"), Reason.MAILBOX_FULL, full)))
                .figures())
        .isEmpty();
    assertThat(only(hear(slowedDown("11:01"))).figures()).contains(Figure.REFUSALS);
  }

  @Test
  void anAcceptanceInTheHourOfADeferralIsCountedButNoTrial() {
    hear(slowedDown("09:01"));
    ProviderDelta delta = only(hear(OutcomeOf.mail(MAIL).delivered(at("09:31"))));
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.ACCEPTED);
    assertThat(delta.figures()).doesNotContain(Figure.ATTEMPTS);
  }

  @Test
  void aBounceCountsOnceByItsReason() {
    Outcome bounced =
        OutcomeOf.mail(MAIL).bounced(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    ProviderDelta delta = only(hear(bounced));
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.BOUNCED);
    assertThat(delta.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(delta.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(delta.sample().reply()).isEqualTo(Mail.NO_SUCH_USER);
    assertThat(delta.withdrawn()).isFalse();
    assertThat(hear(bounced)).isEmpty();
    assertThat(hear(OutcomeOf.mail(MAIL).expired(at("09:00"), null))).isEmpty();
  }

  @Test
  void anExpiryCountsByTheTemporaryFailureThatLasted() {
    List<ProviderDelta> all =
        hear(OutcomeOf.mail(MAIL).expired(at(5, "09:00"), Reason.MAILBOX_FULL));
    ProviderDelta delta = all.get(all.size() - 1);
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.EXPIRED);
    assertThat(delta.reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void case11acceptedThenBouncedIsWithdrawnAndNoAttempt() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    ProviderDelta delta = only(hear(lateBounce()));
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.BOUNCED);
    assertThat(delta.withdrawn()).isTrue();
    assertThat(delta.figures()).doesNotContain(Figure.ATTEMPTS);
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void aComplaintCountsOnce() {
    hear(OutcomeOf.mail(MAIL).delivered(at("09:00")));
    Outcome complaint = OutcomeOf.mail(MAIL).acceptedBefore(at("09:00")).complained(at("09:30"));
    ProviderDelta delta = only(hear(complaint));
    assertThat(delta.complaint()).isTrue();
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.NOTHING);
    assertThat(hear(complaint)).isEmpty();
  }

  @Test
  void whatIsNotKnownOfTheOriginIsCalledUnknown() {
    Mail mail = MAIL.origin(Origin.UNKNOWN);
    ProviderDelta delta = only(hear(OutcomeOf.mail(mail).delivered(at("09:00"))));
    assertThat(delta.sourceIp()).isEqualTo(ProviderDelta.UNKNOWN);
    assertThat(delta.fromDomain()).isEqualTo(ProviderDelta.UNKNOWN);
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
    ProviderDelta delta = only(hear(both));
    assertThat(delta.count()).isEqualTo(ProviderDelta.Count.ACCEPTED);
    assertThat(delta.time()).isEqualTo(at("09:00"));
    assertThat(delta.figures()).contains(Figure.ATTEMPTS).doesNotContain(Figure.REFUSALS);
    assertThat(hear(both)).isEmpty();
  }

  @Test
  void aDeliveryThatBecomesKnownAfterTheBounceIsCountedAndWithdrawn() {
    Outcome early =
        OutcomeOf.mail(MAIL)
            .matched()
            .bounced(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    ProviderDelta bounce = only(hear(early));
    assertThat(bounce.count()).isEqualTo(ProviderDelta.Count.BOUNCED);
    assertThat(bounce.withdrawn()).isFalse();
    assertThat(bounce.figures()).doesNotContain(Figure.ATTEMPTS);
    assertThat(hear(lateBounce()))
        .extracting(
            ProviderDelta::count,
            ProviderDelta::withdrawn,
            ProviderDelta::time,
            ProviderDelta::takenBack)
        .containsExactly(
            tuple(ProviderDelta.Count.ACCEPTED, false, at("09:00"), false),
            tuple(ProviderDelta.Count.BOUNCED, true, at(1, "09:00"), false),
            tuple(ProviderDelta.Count.BOUNCED, false, at(1, "09:00"), true));
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void aDeferralThatBecomesKnownAfterTheEndIsCountedAtItsTime() {
    hear(OutcomeOf.mail(MAIL).delivered(at("12:00")));
    ProviderDelta late = hear(slowedDown("09:01")).get(0);
    assertThat(late.count()).isEqualTo(ProviderDelta.Count.DEFERRED);
    assertThat(late.time()).isEqualTo(at("09:01"));
    assertThat(late.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(late.figures()).contains(Figure.ATTEMPTS, Figure.REFUSALS);
    assertThat(hear(slowedDown("09:20"))).isEmpty();
    assertThat(only(hear(slowedDown("10:01"))).time()).isEqualTo(at("10:01"));
  }

  @Test
  void theSameFactsCountTheSameInWhateverOrderTheyCome() {
    List<MessageState> facts = new ArrayList<>();
    facts.add(EventState.of(MAIL.send(at("08:59"))));
    for (String time : List.of("09:01", "09:31", "10:05", "11:40")) {
      facts.add(EventState.of(MAIL.deferral(at(time), Reason.RATE_LIMITED, SLOWER)));
    }
    facts.add(EventState.of(MAIL.delivery(at("12:00"))));
    facts.add(EventState.of(MAIL.open(at("12:30"))));
    facts.add(
        EventState.ofMessage(
            MAIL.bounceMessage(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER),
            MAIL.recipient(),
            null,
            MatchedBy.MESSAGE_ID));
    for (int seed = 0; seed < 500; seed++) {
      known = null;
      List<ProviderDelta> sum = new ArrayList<>();
      List<MessageState> shuffled = new ArrayList<>(facts);
      Collections.shuffle(shuffled, new Random(seed));
      for (MessageState fact : shuffled) {
        hear(known == null ? fact : known.merge(fact)).forEach(delta -> add(sum, delta));
      }
      assertThat(sum)
          .as("seed %d", seed)
          .extracting(ProviderDelta::count, ProviderDelta::time, ProviderDelta::withdrawn)
          .containsExactlyInAnyOrder(
              tuple(ProviderDelta.Count.DEFERRED, at("09:01"), false),
              tuple(ProviderDelta.Count.DEFERRED, at("10:05"), false),
              tuple(ProviderDelta.Count.DEFERRED, at("11:40"), false),
              tuple(ProviderDelta.Count.ACCEPTED, at("12:00"), false),
              tuple(ProviderDelta.Count.BOUNCED, at(1, "09:00"), true));
      assertThat(sum.stream().filter(t -> t.figures().contains(Figure.ATTEMPTS))).hasSize(4);
    }
  }

  /** What is taken back cancels what it takes back. */
  private static void add(List<ProviderDelta> sum, ProviderDelta delta) {
    for (int i = 0; i < sum.size(); i++) {
      if (sum.get(i).countsLike(delta.back())) {
        sum.remove(i);
        return;
      }
    }
    sum.add(delta);
  }

  private static ProviderDelta only(List<ProviderDelta> deltas) {
    assertThat(deltas).hasSize(1);
    return deltas.get(0);
  }

  private List<ProviderDelta> hear(Outcome outcome) {
    MessageState state = UpdateOf.facts(outcome);
    return hear(known == null ? state : known.merge(state));
  }

  private List<ProviderDelta> hear(MessageState state) {
    List<ProviderDelta> before = counts(known);
    known = state;
    return CountChange.between(before, counts(state));
  }

  private static List<ProviderDelta> counts(MessageState state) {
    return MessageCounts.of(
            state, MAIL.messageId(), "docomo", EvidenceGrade.PROVEN, time -> Contact.UNPROVEN)
        .deltas();
  }
}
