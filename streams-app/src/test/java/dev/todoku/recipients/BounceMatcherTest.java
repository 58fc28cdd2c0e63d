package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.message.BounceIdentities;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BounceMatcherTest {
  private static final long ALL_KNOWN = Long.MAX_VALUE;
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final Origin MX1 = new Origin("mx1.shop.example", null, null, null, null);

  private final BounceMatcher matcher = new BounceMatcher(Duration.ofDays(8).toMillis());
  private RecipientState state = RecipientState.NONE;

  @Test
  void theEnvelopeIdOutranksTheQueueIdAndThatTheTime() {
    accepted(mail("byEnvelope").envelopeId("v-1"), at("09:00"));
    accepted(mail("byQueue").queueId("4bQ1"), at("10:00"));
    accepted(mail("byTime"), at("11:00"));
    assertThat(find("4bQ1", "v-1")).contains("byEnvelope@shop.example/ENVELOPE_ID");
    assertThat(find("4bQ1", null)).contains("byQueue@shop.example/QUEUE_ID");
    assertThat(find(null, null)).contains("byTime@shop.example/RECIPIENT_AND_TIME");
  }

  @Test
  void anIdentityThatFitsNothingLeavesTheWordToTheNext() {
    accepted(mail("byQueue").queueId("4bQ1"), at("10:00"));
    assertThat(find("4bQ1", "v-9")).contains("byQueue@shop.example/QUEUE_ID");
    assertThat(find("4bQ9", "v-9")).contains("byQueue@shop.example/RECIPIENT_AND_TIME");
  }

  @Test
  void aQueueIdCountsOnlyWithItsHostWhateverTheHostsDomain() {
    accepted(mail("m1").queueId("4bQ1"), at("10:00"));
    Bounce shortName = bounce(null, at("12:00"), "4bQ1", null, "MX1");
    assertThat(matcher.find(state, HANAKO, shortName, ALL_KNOWN).orElseThrow().matchedBy())
        .isEqualTo(MatchedBy.QUEUE_ID);
    Bounce other = bounce(null, at("12:00"), "4bQ1", null, "mx2.shop.example");
    assertThat(matcher.find(state, HANAKO, other, ALL_KNOWN).orElseThrow().matchedBy())
        .isEqualTo(MatchedBy.RECIPIENT_AND_TIME);
  }

  @Test
  void recipientAndTimeMeansTheLastMessageAcceptedBefore() {
    accepted(mail("first"), at("09:00"));
    accepted(mail("second"), at("10:00"));
    accepted(mail("afterwards"), at("13:00"));
    assertThat(find(null, null)).contains("second@shop.example/RECIPIENT_AND_TIME");
  }

  @Test
  void recipientAndTimeIsNotDecidedBeforeAllEarlierMailIsKnown() {
    accepted(mail("first").queueId("4bQ1"), at("09:00"));
    Bounce bounce = bounce(null, at("12:00"), null, null, "mx1");
    assertThat(matcher.find(state, HANAKO, bounce, at("11:59"))).isEmpty();
    assertThat(matcher.find(state, HANAKO, bounce, at("12:00"))).isPresent();
    Bounce named = bounce(null, at("12:00"), "4bQ1", null, "mx1");
    assertThat(matcher.find(state, HANAKO, named, 0)).isPresent();
  }

  @Test
  void aBounceMayBeStampedALittleBeforeTheAcceptance() {
    accepted(mail("m1"), at("12:04"));
    assertThat(find(null, null)).isPresent();
    state = RecipientState.NONE;
    accepted(mail("m1"), at("12:06"));
    assertThat(find(null, null)).isEmpty();
  }

  @Test
  void aMessageThatWasNeverAcceptedDoesNotBounceLater() {
    state =
        state.with(
            RecentMessage.of(
                mail("m1").messageId(),
                OutcomeOf.mail(mail("m1").queueId("4bQ1"))
                    .deferred(at("09:00"), Reason.SYSTEM_ERROR, Mail.TRY_LATER),
                List.of(),
                true,
                null,
                false));
    assertThat(find(null, null)).isEmpty();
    assertThat(find("4bQ1", null)).contains("m1@shop.example/QUEUE_ID");
  }

  @Test
  void nothingOlderThanTheJoinWindowIsFound() {
    accepted(mail("m1").queueId("4bQ1").envelopeId("v-1"), at("09:00"));
    Bounce inTime = bounce(null, at(8, "09:00"), "4bQ1", "v-1", "mx1");
    assertThat(matcher.find(state, HANAKO, inTime, ALL_KNOWN)).isPresent();
    Bounce tooLate = bounce(null, at(8, "09:01"), "4bQ1", "v-1", "mx1");
    assertThat(matcher.find(state, HANAKO, tooLate, ALL_KNOWN)).isEmpty();
  }

  @Test
  void case33aBounceThatNamesAMessageIsNeverMatchedByTimeAlone() {
    accepted(mail("m1").queueId("4bQ1"), at("09:00"));
    Bounce forged = bounce("never-sent@shop.example", at("12:00"), null, null, "mx1");
    assertThat(BounceIdentities.of(forged)).isEmpty();
    assertThat(matcher.find(state, HANAKO, forged, ALL_KNOWN)).isEmpty();
    Bounce renamed = bounce("other-id@shop.example", at("12:00"), "4bQ1", null, "mx1");
    assertThat(matcher.find(state, HANAKO, renamed, ALL_KNOWN).orElseThrow().messageId())
        .isEqualTo("m1@shop.example");
  }

  @Test
  void whatIsFoundKeepsTheAddressThatTheBounceNames() {
    accepted(mail("m1"), at("09:00"));
    Bounce found =
        matcher.find(state, HANAKO, bounce(null, at("12:00"), null, null, "mx1"), ALL_KNOWN).get();
    assertThat(found.recipient()).isEqualTo("Hanako@docomo.ne.jp");
    assertThat(found.sentTo()).isEqualTo(HANAKO);
  }

  @Test
  void stepsAreTheIdentitiesThatABounceOffers() {
    assertThat(BounceIdentities.of(bounce(null, at("12:00"), "4bQ1", "v-1", "mx1")))
        .containsExactly(MatchedBy.ENVELOPE_ID, MatchedBy.QUEUE_ID, MatchedBy.RECIPIENT_AND_TIME);
  }

  private Optional<String> find(String queueId, String envelopeId) {
    return matcher
        .find(
            state,
            HANAKO,
            bounce(null, at("12:00"), queueId, envelopeId, "mx1.shop.example"),
            ALL_KNOWN)
        .map(found -> found.messageId() + "/" + found.matchedBy());
  }

  private void accepted(Mail mail, long time) {
    state =
        state.with(
            RecentMessage.of(
                mail.messageId(),
                OutcomeOf.mail(mail).delivered(time),
                List.of(),
                true,
                null,
                false));
  }

  private static Mail mail(String name) {
    return Mail.to("Hanako@docomo.ne.jp", name + "@shop.example").origin(MX1);
  }

  private static Bounce bounce(
      String messageId, long time, String queueId, String envelopeId, String reportingHost) {
    return Bounce.builder(messageId, "Hanako@docomo.ne.jp", time)
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(Reason.USER_UNKNOWN)
        .reply(Mail.NO_SUCH_USER)
        .queueId(queueId)
        .envelopeId(envelopeId)
        .reportingHost(reportingHost)
        .build();
  }
}
