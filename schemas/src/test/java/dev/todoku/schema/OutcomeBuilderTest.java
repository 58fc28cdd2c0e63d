package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeBuilderTest {
  private static final long SENT = 1_795_219_200_000L;
  private static final SmtpReply NO =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");
  private static final ReturnedReport PLAUSIBLE =
      new ReturnedReport(
          ReturnedReport.Kind.BOUNCE,
          SENT + 60_000,
          Reason.USER_UNKNOWN,
          EvidenceGrade.PLAUSIBLE,
          MatchedBy.MESSAGE_ID);
  private static final ReturnedReport UNPROVEN =
      new ReturnedReport(
          ReturnedReport.Kind.COMPLAINT,
          SENT + 90_000,
          Reason.FEEDBACK,
          EvidenceGrade.UNPROVEN,
          null);

  private static Outcome bounced() {
    return Outcome.builder("m1@shop.example", "a@docomo.ne.jp")
        .identity(
            of ->
                of.provider("docomo")
                    .queueId("4bQ")
                    .envelopeId("v17")
                    .origin(new Origin("mx1", "192.0.2.1", "shop.example", null, "spring"))
                    .notice(true))
        .status(Status.BOUNCED, Hop.RECEIVING_SERVER)
        .times(
            at ->
                at.sent(SENT)
                    .deferred(SENT + 1, SENT + 2)
                    .delivered(SENT + 3)
                    .bounced(SENT + 4)
                    .engaged(SENT + 5)
                    .complained(SENT + 6)
                    .autoReplied(SENT + 7))
        .failure(
            why ->
                why.reason(Reason.USER_UNKNOWN)
                    .reasonBy(ReasonBy.RULES)
                    .temporaryReason(Reason.MAILBOX_FULL)
                    .addressIsDead(true)
                    .reply(NO)
                    .bounceNamed("b@elsewhere.test")
                    .matchedBy(MatchedBy.ENVELOPE_ID))
        .reports(List.of(PLAUSIBLE, UNPROVEN))
        .revision(5)
        .details(new SendDetails("news@shop.example", null, null, null, 0))
        .build();
  }

  @Test
  void setsEachFieldOfItsPart() {
    Outcome outcome = bounced();

    assertThat(outcome.messageId()).isEqualTo("m1@shop.example");
    assertThat(outcome.recipient()).isEqualTo("a@docomo.ne.jp");
    assertThat(outcome.provider()).isEqualTo("docomo");
    assertThat(outcome.queueId()).isEqualTo("4bQ");
    assertThat(outcome.envelopeId()).isEqualTo("v17");
    assertThat(outcome.origin().campaign()).isEqualTo("spring");
    assertThat(outcome.notice()).isTrue();
    assertThat(outcome.stoppedAt()).isEqualTo(Hop.RECEIVING_SERVER);
    assertThat(
            List.of(
                outcome.sentAt(),
                outcome.deferredAt(),
                outcome.lastDeferredAt(),
                outcome.deliveredAt(),
                outcome.bouncedAt(),
                outcome.engagedAt(),
                outcome.complainedAt(),
                outcome.autoRepliedAt()))
        .containsExactly(
            SENT, SENT + 1, SENT + 2, SENT + 3, SENT + 4, SENT + 5, SENT + 6, SENT + 7);
    assertThat(outcome.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(outcome.reasonBy()).isEqualTo(ReasonBy.RULES);
    assertThat(outcome.temporaryReason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(outcome.addressIsDead()).isTrue();
    assertThat(outcome.reply()).isEqualTo(NO);
    assertThat(outcome.bounceNamed()).isEqualTo("b@elsewhere.test");
    assertThat(outcome.matchedBy()).isEqualTo(MatchedBy.ENVELOPE_ID);
    assertThat(outcome.revision()).isEqualTo(5);
    assertThat(outcome.details().envelopeFrom()).isEqualTo("news@shop.example");
  }

  @Test
  void whatFollowsFromTheRestNeedNotBeSet() {
    Outcome outcome = bounced();

    assertThat(outcome.fault()).as("of the reason").isEqualTo(Fault.ADDRESS);
    assertThat(outcome.time()).as("the latest of its times").isEqualTo(SENT + 7);
    assertThat(outcome.evidence()).as("the best of its reports").isEqualTo(EvidenceGrade.PLAUSIBLE);
  }

  @Test
  void aCopyHasAllThatIsNotSetAnew() {
    Outcome outcome = bounced();

    assertThat(outcome.toBuilder().build()).isEqualTo(outcome);
    assertThat(outcome.judged(Fault.UNKNOWN, false))
        .isEqualTo(
            outcome.toBuilder()
                .failure(why -> why.fault(Fault.UNKNOWN).addressIsDead(false))
                .build());
  }

  @Test
  void anOutcomeOfNoTimeIsRefused() {
    assertThatThrownBy(() -> Outcome.builder("m1@shop.example", "a@b.test").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time");
  }
}
