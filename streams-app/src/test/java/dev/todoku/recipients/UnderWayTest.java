package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.schema.Outcome;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.testing.Mail;
import dev.todoku.testing.OutcomeOf;
import dev.todoku.testing.UpdateOf;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final RecipientState SENT =
      RecipientState.NONE.withUnderWay("m1@shop.example", at("09:00"));

  private final RecipientJudge judge = new RecipientJudge(SuppressionThresholds.DEFAULT);

  @Test
  void findsWhatIsUnderWayBeforeWhatWasAnswered() {
    RecipientState state =
        deliver(RecipientState.NONE, "m0@shop.example")
            .withUnderWay("m2@shop.example", at("09:02"))
            .withUnderWay("m1@shop.example", at("09:01"));
    assertThat(state.latestMessages())
        .containsExactly("m2@shop.example", "m1@shop.example", "m0@shop.example");
  }

  @Test
  void isNoLongerUnderWayOnceItIsAnswered() {
    RecipientState answered = deliver(SENT, "m1@shop.example");
    assertThat(answered).isEqualTo(deliver(RecipientState.NONE, "m1@shop.example"));
    assertThat(answered.withUnderWay("m1@shop.example", at("09:00"))).isEqualTo(answered);
  }

  @Test
  void keepsTheLatest() {
    RecipientState state = SENT;
    for (int i = 2; i <= 6; i++) {
      state = state.withUnderWay("m" + i + "@shop.example", at("09:0" + i));
    }
    assertThat(state.latestMessages())
        .containsExactlyElementsOf(
            List.of("m6@shop.example", "m5@shop.example", "m4@shop.example", "m3@shop.example"));
    assertThat(state.withUnderWay("m6@shop.example", at("09:06"))).isEqualTo(state);
  }

  @Test
  void decidesNothing() {
    assertThat(judge.healthOf(HANAKO, SENT)).isEmpty();
    assertThat(RecipientContact.before(SENT, "m2@shop.example", at("10:00")))
        .isEqualTo(Contact.FIRST);
    assertThat(SuppressionStatus.of(SENT, SuppressionThresholds.DEFAULT))
        .isEqualTo(SuppressionStatus.of(RecipientState.NONE, SuppressionThresholds.DEFAULT));
  }

  private RecipientState deliver(RecipientState state, String messageId) {
    Outcome outcome = OutcomeOf.mail(Mail.to(HANAKO, messageId)).delivered(at("09:01"));
    return judge
        .onUpdate(state, HANAKO, UpdateOf.first(outcome), new KnownExemptions(), outcome.time())
        .next();
  }
}
