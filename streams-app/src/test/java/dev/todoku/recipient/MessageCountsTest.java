package dev.todoku.recipient;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.tally.Tally;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import dev.todoku.testing.UpdateOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageCountsTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final SmtpReply SLOWER =
      new SmtpReply(421, "4.7.0", "421 4.7.0 Too many messages", "end of DATA");

  private MessageFacts known;

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
    List<Tally> all = hear(OutcomeOf.mail(MAIL).expired(at(5, "09:00"), Reason.MAILBOX_FULL));
    Tally tally = all.get(all.size() - 1);
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
        .extracting(Tally::count, Tally::withdrawn, Tally::time, Tally::takenBack)
        .containsExactly(
            tuple(Tally.Count.ACCEPTED, false, at("09:00"), false),
            tuple(Tally.Count.BOUNCED, true, at(1, "09:00"), false),
            tuple(Tally.Count.BOUNCED, false, at(1, "09:00"), true));
    assertThat(hear(lateBounce())).isEmpty();
  }

  @Test
  void aDeferralThatBecomesKnownAfterTheEndIsCountedAtItsTime() {
    hear(OutcomeOf.mail(MAIL).delivered(at("12:00")));
    Tally late = hear(slowedDown("09:01")).get(0);
    assertThat(late.count()).isEqualTo(Tally.Count.DEFERRED);
    assertThat(late.time()).isEqualTo(at("09:01"));
    assertThat(late.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(late.figures()).contains(Figure.ATTEMPTS, Figure.REFUSALS);
    assertThat(hear(slowedDown("09:20"))).isEmpty();
    assertThat(only(hear(slowedDown("10:01"))).time()).isEqualTo(at("10:01"));
  }

  @Test
  void theSameFactsCountTheSameInWhateverOrderTheyCome() {
    List<MessageFacts> facts = new ArrayList<>();
    facts.add(MessageFacts.of(MAIL.send(at("08:59"))));
    for (String time : List.of("09:01", "09:31", "10:05", "11:40")) {
      facts.add(MessageFacts.of(MAIL.deferral(at(time), Reason.RATE_LIMITED, SLOWER)));
    }
    facts.add(MessageFacts.of(MAIL.delivery(at("12:00"))));
    facts.add(MessageFacts.of(MAIL.open(at("12:30"))));
    facts.add(
        MessageFacts.ofMessage(
            MAIL.bounceMessage(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER),
            MAIL.recipient(),
            null,
            MatchedBy.MESSAGE_ID));
    for (int seed = 0; seed < 500; seed++) {
      known = null;
      List<Tally> sum = new ArrayList<>();
      List<MessageFacts> shuffled = new ArrayList<>(facts);
      Collections.shuffle(shuffled, new Random(seed));
      for (MessageFacts fact : shuffled) {
        hear(known == null ? fact : known.merge(fact)).forEach(tally -> add(sum, tally));
      }
      assertThat(sum)
          .as("seed %d", seed)
          .extracting(Tally::count, Tally::time, Tally::withdrawn)
          .containsExactlyInAnyOrder(
              tuple(Tally.Count.DEFERRED, at("09:01"), false),
              tuple(Tally.Count.DEFERRED, at("10:05"), false),
              tuple(Tally.Count.DEFERRED, at("11:40"), false),
              tuple(Tally.Count.ACCEPTED, at("12:00"), false),
              tuple(Tally.Count.BOUNCED, at(1, "09:00"), true));
      assertThat(sum.stream().filter(t -> t.figures().contains(Figure.ATTEMPTS))).hasSize(4);
    }
  }

  /** What is taken back cancels what it takes back. */
  private static void add(List<Tally> sum, Tally tally) {
    for (int i = 0; i < sum.size(); i++) {
      if (sum.get(i).countsLike(tally.back())) {
        sum.remove(i);
        return;
      }
    }
    sum.add(tally);
  }

  private static Tally only(List<Tally> tallies) {
    assertThat(tallies).hasSize(1);
    return tallies.get(0);
  }

  private List<Tally> hear(Outcome outcome) {
    MessageFacts facts = UpdateOf.facts(outcome);
    return hear(known == null ? facts : known.merge(facts));
  }

  private List<Tally> hear(MessageFacts facts) {
    List<Tally> before = counts(known);
    known = facts;
    return CountChange.between(before, counts(facts));
  }

  private static List<Tally> counts(MessageFacts facts) {
    return MessageCounts.of(
            facts, MAIL.messageId(), "docomo", EvidenceGrade.PROVEN, time -> Contact.UNPROVEN)
        .tallies();
  }
}
