package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.RecipientHealth.Change;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import dev.todoku.testing.UpdateOf;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipientJudgeTest {
  private static final Scope BLOCKED = new Scope("docomo", "192.0.2.10", null);
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final SmtpReply FULL = new SmtpReply(552, "5.2.2", "552 Over quota", "RCPT TO");

  private final RecipientJudge judge = new RecipientJudge(SuppressionThresholds.DEFAULT);
  private final KnownExemptions exemptions = new KnownExemptions();
  private RecipientState state = RecipientState.NONE;

  @Test
  void case1and17aDeadAddressOnTheFirstMailIsSuppressedAtOnce() {
    RecipientHealth health = hear(dead(mail(1), at("09:00"))).orElseThrow();
    assertThat(health.change()).isEqualTo(Change.SUPPRESSED);
    assertThat(health.suppressed()).isTrue();
    assertThat(health.deadCount()).isEqualTo(1);
    assertThat(health.softCount()).isZero();
    assertThat(health.proven()).isFalse();
    assertThat(health.recipient()).isEqualTo(HANAKO);
    assertThat(health.because())
        .containsExactly(
            new RecipientHealth.Failure("m1@shop.example", at("09:00"), Reason.USER_UNKNOWN, true));
  }

  @Test
  void case6aDeadReplyForAnAddressThatTookMailWithin90DaysCountsSoft() {
    hear(delivered(mail(1), at("09:00")));
    RecipientHealth health = hear(dead(mail(2), at(89, "09:00"))).orElseThrow();
    assertThat(health.change()).isEqualTo(Change.COUNTED);
    assertThat(health.suppressed()).isFalse();
    assertThat(health.deadCount()).isZero();
    assertThat(health.softCount()).isEqualTo(1);
    assertThat(health.proven()).isFalse();
    assertThat(health.lastAcceptedAt()).isEqualTo(at("09:00"));
    assertThat(health.because().get(0).dead()).isFalse();
  }

  @Test
  void anAcceptanceOlderThan90DaysProvesNothing() {
    hear(delivered(mail(1), at("09:00")));
    assertThat(hear(dead(mail(2), at(91, "09:00"))).orElseThrow().suppressed()).isTrue();
  }

  @Test
  void case9deferredThenDeliveredMovesNoCount() {
    assertThat(hear(OutcomeOf.mail(mail(1)).sent(at("09:00")))).isEmpty();
    assertThat(
            hear(
                OutcomeOf.mail(mail(1)).deferred(at("09:01"), Reason.SYSTEM_ERROR, Mail.TRY_LATER)))
        .isEmpty();
    assertThat(hear(delivered(mail(1), at("09:31")))).isEmpty();
    assertThat(standing().lastAcceptedAt()).isEqualTo(at("09:31"));
  }

  @Test
  void case10aStoryOfRetriesCountsSoftOnce() {
    for (int hour = 10; hour < 20; hour++) {
      assertThat(
              hear(OutcomeOf.mail(mail(1)).deferred(at(hour + ":00"), Reason.MAILBOX_FULL, FULL)))
          .isEmpty();
    }
    RecipientHealth health =
        hear(OutcomeOf.mail(mail(1)).expired(at(5, "09:00"), Reason.MAILBOX_FULL)).orElseThrow();
    assertThat(health.softCount()).isEqualTo(1);
    assertThat(health.suppressed()).isFalse();
  }

  @Test
  void case17threeSoftFailuresSuppressWithTheBouncesThatLedToIt() {
    assertThat(hear(full(mail(1), at("09:00"))).orElseThrow().change()).isEqualTo(Change.COUNTED);
    assertThat(hear(full(mail(2), at("10:00"))).orElseThrow().suppressed()).isFalse();
    RecipientHealth third = hear(full(mail(3), at("11:00"))).orElseThrow();
    assertThat(third.change()).isEqualTo(Change.SUPPRESSED);
    assertThat(third.softCount()).isEqualTo(3);
    assertThat(third.because())
        .extracting(RecipientHealth.Failure::messageId)
        .containsExactly("m1@shop.example", "m2@shop.example", "m3@shop.example");
  }

  @Test
  void case18aSuccessResetsTheSoftCount() {
    hear(full(mail(1), at("09:00")));
    hear(full(mail(2), at("10:00")));
    RecipientHealth health = hear(delivered(mail(3), at("11:00"))).orElseThrow();
    assertThat(health.change()).isEqualTo(Change.RECOVERED);
    assertThat(health.softCount()).isZero();
    assertThat(health.proven()).isTrue();
    assertThat(hear(full(mail(4), at("12:00"))).orElseThrow().softCount()).isEqualTo(1);
  }

  @Test
  void case18anOpenIsASuccessEvenWithoutADeliveryInTheLog() {
    hear(full(mail(1), at("09:00")));
    RecipientHealth health = hear(OutcomeOf.mail(mail(2)).opened(at("11:00"))).orElseThrow();
    assertThat(health.change()).isEqualTo(Change.RECOVERED);
    assertThat(health.softCount()).isZero();
  }

  @Test
  void case18aResetCommandSetsTheCountsBackAndKeepsTheHistory() {
    hear(dead(mail(1), at("09:00")));
    RecipientHealth health =
        tell(RecipientCommand.Action.RESET, at("10:00"), "address corrected").orElseThrow();
    assertThat(health.change()).isEqualTo(Change.RESET);
    assertThat(health.suppressed()).isFalse();
    assertThat(health.deadCount()).isZero();
    assertThat(health.note()).isEqualTo("address corrected");
    assertThat(state.messages()).hasSize(1);
    assertThat(hear(dead(mail(2), at("11:00"))).orElseThrow().suppressed()).isTrue();
  }

  @Test
  void aSuppressCommandSuppressesUntilAReset() {
    RecipientHealth health =
        tell(RecipientCommand.Action.SUPPRESS, at("09:00"), "opted out").orElseThrow();
    assertThat(health.change()).isEqualTo(Change.SUPPRESSED);
    assertThat(health.note()).isEqualTo("opted out");
    assertThat(hear(delivered(mail(1), at("10:00")))).isEmpty();
    assertThat(standing().suppressed()).isTrue();
    assertThat(tell(RecipientCommand.Action.RESET, at("11:00"), null).orElseThrow().suppressed())
        .isFalse();
  }

  @Test
  void commandsHoldByTheirTimeWhateverTheirOrder() {
    tell(RecipientCommand.Action.RESET, at("10:00"), null);
    tell(RecipientCommand.Action.SUPPRESS, at("09:00"), null);
    assertThat(standing().suppressed()).isFalse();
    tell(RecipientCommand.Action.SUPPRESS, at("11:00"), null);
    tell(RecipientCommand.Action.RESET, at("10:30"), null);
    assertThat(standing().suppressed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "REJECTED",
        "BLOCKED",
        "BAD_REPUTATION",
        "POLICY_VIOLATION",
        "AUTH_FAILURE",
        "SPAM_DETECTED",
        "EMAIL_TOO_LARGE",
        "RATE_LIMITED",
        "REQUIRE_PTR",
        "SUPPRESSED",
        "VACATION"
      })
  void whatIsNotTheRecipientsFaultNeverCounts(Reason reason) {
    for (int i = 1; i <= 5; i++) {
      assertThat(hear(OutcomeOf.mail(mail(i)).bounced(at("09:0" + i), reason, Mail.BLOCKED)))
          .isEmpty();
    }
    assertThat(standing().suppressed()).isFalse();
  }

  @Test
  void expiryCountsByWhatHeldTheMailBack() {
    assertThat(hear(OutcomeOf.mail(mail(1)).expired(at("09:00"), Reason.RATE_LIMITED))).isEmpty();
    assertThat(hear(OutcomeOf.mail(mail(2)).expired(at("10:00"), Reason.SYSTEM_ERROR))).isPresent();
  }

  @Test
  void noticesCountForNobody() {
    Mail notice = mail(1).origin(new Origin("mx1", null, null, Origin.NOTICES, null));
    Judgement judgement =
        judge.onUpdate(
            state,
            HANAKO,
            UpdateOf.first(dead(notice, at("09:00"))),
            new KnownExemptions(),
            at("09:00"));
    assertThat(judgement.next()).isEqualTo(RecipientState.NONE);
    assertThat(judgement.health()).isEmpty();
    assertThat(judgement.deltas()).isEmpty();
  }

  @Test
  void case35aComplaintSuppressesAndIsNotUndoneByLaterMail() {
    hear(delivered(mail(1), at("09:00")));
    Outcome complaint = OutcomeOf.mail(mail(1)).acceptedBefore(at("09:00")).complained(at("10:00"));
    assertThat(hear(complaint).orElseThrow().change()).isEqualTo(Change.SUPPRESSED);
    assertThat(hear(complaint)).isEmpty();
    assertThat(hear(delivered(mail(2), at("11:00")))).isEmpty();
    assertThat(standing().suppressed()).isTrue();
  }

  @Test
  void case11aBounceAfterAcceptanceWithdrawsTheProofOfLife() {
    hear(delivered(mail(1), at("09:00")));
    Outcome late =
        OutcomeOf.mail(mail(1))
            .acceptedBefore(at("09:00"))
            .bounced(at(1, "09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
    RecipientHealth health = hear(late).orElseThrow();
    assertThat(health.suppressed()).isTrue();
    assertThat(health.deadCount()).isEqualTo(1);
    assertThat(health.lastAcceptedAt()).isZero();
  }

  @Test
  void repeatsNeverCountTwice() {
    Outcome outcome = full(mail(1), at("09:00"));
    assertThat(hear(outcome)).isPresent();
    RecipientState once = state;
    for (int i = 0; i < 5; i++) {
      assertThat(hear(outcome)).isEmpty();
    }
    assertThat(state).isEqualTo(once);
  }

  @Test
  void theOrderOfOutcomesDoesNotMatter() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<Outcome> outcomes = finalOutcomes(random);
      state = RecipientState.NONE;
      outcomes.forEach(this::hear);
      SuppressionStatus inOrder = standing();
      Collections.shuffle(outcomes, random);
      state = RecipientState.NONE;
      outcomes.forEach(this::hear);
      outcomes.forEach(this::hear);
      assertThat(standing()).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void countedFailuresAreTheLastToBeForgotten() {
    hear(full(mail(0), at("09:00")));
    hear(full(mail(1), at("09:01")));
    for (int i = 2; i < 20; i++) {
      hear(
          OutcomeOf.mail(mail(i))
              .deferred(at("10:" + (10 + i)), Reason.SYSTEM_ERROR, Mail.TRY_LATER));
    }
    assertThat(state.messages()).hasSize(RecipientState.MESSAGES_KEPT);
    assertThat(standing().softCount()).isEqualTo(2);
  }

  @Test
  void aForgottenAcceptanceStillProvesLife() {
    for (int i = 1; i < 20; i++) {
      hear(delivered(mail(i), at("09:" + (10 + i))));
    }
    assertThat(standing().lastAcceptedAt()).isEqualTo(at("09:29"));
    for (int i = 20; i < 40; i++) {
      hear(OutcomeOf.mail(mail(i)).deferred(at("10:" + i), Reason.BLOCKED, Mail.TRY_LATER));
    }
    assertThat(state.messages()).noneMatch(mark -> mark.kind() == RecentMessage.Kind.ACCEPTED);
    assertThat(standing().lastAcceptedAt()).isEqualTo(at("09:29"));
    assertThat(standing().proven()).isTrue();
  }

  private static List<Outcome> finalOutcomes(Random random) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 1 + random.nextInt(RecipientState.MESSAGES_KEPT); i > 0; i--) {
      long time = at(random.nextInt(200), "09:00") + i;
      OutcomeOf outcome = OutcomeOf.mail(mail(i));
      outcomes.add(
          switch (random.nextInt(6)) {
            case 0 -> outcome.delivered(time);
            case 1 -> outcome.bounced(time, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
            case 2 -> outcome.bounced(time, Reason.MAILBOX_FULL, FULL);
            case 3 -> outcome.bounced(time, Reason.BLOCKED, Mail.BLOCKED);
            case 4 -> outcome.acceptedBefore(time - 1).complained(time);
            default -> outcome.expired(time, Reason.SYSTEM_ERROR);
          });
    }
    return outcomes;
  }

  @Test
  void byStreamAComplaintAboutANewsletterDoesNotStopTheMailAboutOrders() {
    RecipientHealth health =
        byStream(
            OutcomeOf.mail(ofStream(1, "newsletter"))
                .acceptedBefore(at("09:00"))
                .complained(at("10:00")));
    assertThat(health.change()).isEqualTo(Change.SUPPRESSED);
    assertThat(health.suppressed()).isFalse();
    assertThat(health.suppressedStreams()).containsExactly("newsletter");
    assertThat(health.isSuppressedFor("newsletter")).isTrue();
    assertThat(health.isSuppressedFor("order")).isFalse();
    assertThat(health.isSuppressedFor(null)).isFalse();

    RecipientHealth ofNoStream =
        byStream(OutcomeOf.mail(mail(2)).acceptedBefore(at("11:00")).complained(at("12:00")));
    assertThat(ofNoStream.suppressed()).isTrue();
  }

  @Test
  void byStreamWhoUnsubscribesGetsNoMoreOfThatStream() {
    RecipientHealth health = byStream(unsubscribed(ofStream(1, "newsletter")));
    assertThat(health.suppressed()).isFalse();
    assertThat(health.suppressedStreams()).containsExactly("newsletter");
    assertThat(byStreamOrNothing(unsubscribed(mail(2)))).isEmpty();
  }

  @Test
  void otherwiseUnsubscribingSuppressesNothing() {
    Judgement judgement =
        judge.onUpdate(
            state,
            HANAKO,
            UpdateOf.first(unsubscribed(ofStream(1, "newsletter"))),
            exemptions,
            at("10:00"));
    assertThat(judgement.health()).isEmpty();
  }

  private static Outcome unsubscribed(Mail mail) {
    return OutcomeOf.mail(mail).acceptedBefore(at("09:00")).unsubscribed(at("10:00"));
  }

  @Test
  void byStreamAComplaintStaysWhenItsMessageIsForgotten() {
    byStream(
        OutcomeOf.mail(ofStream(0, "newsletter"))
            .acceptedBefore(at("09:00"))
            .complained(at("10:00")));
    for (int i = 1; i <= RecipientState.MESSAGES_KEPT + 1; i++) {
      byStreamOrNothing(delivered(ofStream(i, "order"), at(i, "09:00")));
    }
    assertThat(state.message("m0@shop.example")).isEmpty();
    assertThat(standing().suppressedStreams()).containsExactly("newsletter");
    assertThat(standing().suppressed()).isFalse();
  }

  @Test
  void aCommandStopsOneStreamAndAnotherLetsItPassAgain() {
    tell(
        new RecipientCommand(
            HANAKO,
            at("09:00"),
            RecipientCommand.Action.SUPPRESS,
            "opted out",
            null,
            "newsletter"));
    tell(
        new RecipientCommand(
            HANAKO, at("09:10"), RecipientCommand.Action.SUPPRESS, null, null, "sale"));
    assertThat(standing().suppressedStreams()).containsExactly("newsletter", "sale");
    assertThat(standing().suppressed()).isFalse();

    RecipientHealth lifted =
        tell(new RecipientCommand(
                HANAKO, at("09:20"), RecipientCommand.Action.RESET, "asked", "Sato", "sale"))
            .orElseThrow();
    assertThat(lifted.suppressedStreams()).containsExactly("newsletter");
    assertThat(lifted.note()).isEqualTo("Sato: asked");

    RecipientHealth reset = tell(RecipientCommand.Action.RESET, at("09:30"), null).orElseThrow();
    assertThat(reset.suppressedStreams()).isEmpty();
  }

  private RecipientHealth byStream(Outcome outcome) {
    return byStreamOrNothing(outcome).orElseThrow();
  }

  private Optional<RecipientHealth> byStreamOrNothing(Outcome outcome) {
    Judgement judgement =
        new RecipientJudge(new SuppressionThresholds(1, 3, true))
            .onUpdate(state, HANAKO, UpdateOf.first(outcome), exemptions, outcome.time());
    state = judgement.next();
    return judgement.health();
  }

  private Optional<RecipientHealth> tell(RecipientCommand command) {
    Judgement judgement = judge.onCommand(state, HANAKO, command);
    state = judgement.next();
    return judgement.health();
  }

  private static Mail ofStream(int number, String stream) {
    return mail(number)
        .origin(new Origin("mx1.shop.example", "192.0.2.10", "shop.example", stream, null));
  }

  private static Mail mail(int number) {
    return Mail.to("Hanako@docomo.ne.jp", "m" + number + "@shop.example");
  }

  private static Outcome delivered(Mail mail, long time) {
    return OutcomeOf.mail(mail).delivered(time);
  }

  @Test
  void case7ASuppressionOutOfABlockIsReleasedWithTheReason() {
    Outcome dead = dead(mail(1), at("09:00"));
    hear(dead);
    Judgement released = amnesty(dead, at("08:50"), Long.MAX_VALUE, at("09:10"));
    RecipientHealth health = released.health().orElseThrow();
    assertThat(health.change()).isEqualTo(Change.RELEASED);
    assertThat(health.suppressed()).isFalse();
    assertThat(health.deadCount()).isZero();
    assertThat(health.time()).isEqualTo(at("09:10"));
    assertThat(health.note()).isEqualTo("provider=docomo,source-ip=192.0.2.10");
    assertThat(amnesty(dead, at("08:50"), Long.MAX_VALUE, at("09:11")).health()).isEmpty();
  }

  @Test
  void case7WhatIsCalledUnknownDuringABlockDoesNotCount() {
    exemptions.learn(new SuppressionExemption(BLOCKED, at("08:50"), at("08:59"), Long.MAX_VALUE));
    assertThat(hear(dead(mail(1), at("09:00")))).isEmpty();
    assertThat(hear(dead(mail(2), at("08:49"))).orElseThrow().suppressed()).isTrue();
  }

  @Test
  void whatIsCalledUnknownAfterTheEndOfABlockCountsAgain() {
    exemptions.learn(new SuppressionExemption(BLOCKED, at("08:50"), at("08:59"), Long.MAX_VALUE));
    Outcome dead = dead(mail(1), at("09:30"));
    assertThat(hear(dead)).isEmpty();
    Judgement again = amnesty(dead, at("08:50"), at("09:20"), at("09:40"));
    assertThat(again.health().orElseThrow().change()).isEqualTo(Change.SUPPRESSED);
  }

  private Judgement amnesty(Outcome dead, long from, long until, long time) {
    exemptions.learn(new SuppressionExemption(BLOCKED, from, time, until));
    Judgement judgement =
        judge.onExemption(
            state,
            HANAKO,
            ExemptionCandidate.of(dead.messageId(), dead),
            exemptions.covering("docomo", "192.0.2.10", "shop.example", dead.bouncedAt()),
            time);
    state = judgement.next();
    return judgement;
  }

  private static Outcome dead(Mail mail, long time) {
    return OutcomeOf.mail(mail).bounced(time, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
  }

  private static Outcome full(Mail mail, long time) {
    return OutcomeOf.mail(mail).bounced(time, Reason.MAILBOX_FULL, FULL);
  }

  private Optional<RecipientHealth> hear(Outcome outcome) {
    Judgement judgement =
        judge.onUpdate(state, HANAKO, UpdateOf.first(outcome), exemptions, outcome.time());
    state = judgement.next();
    return judgement.health();
  }

  private Optional<RecipientHealth> tell(RecipientCommand.Action action, long time, String note) {
    Judgement judgement =
        judge.onCommand(state, HANAKO, new RecipientCommand(HANAKO, time, action, note));
    state = judgement.next();
    return judgement.health();
  }

  private SuppressionStatus standing() {
    return SuppressionStatus.of(state, SuppressionThresholds.DEFAULT);
  }
}
