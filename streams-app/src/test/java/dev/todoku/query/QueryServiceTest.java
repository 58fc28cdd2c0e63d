package dev.todoku.query;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.correlate.MailboxProviders;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.Knowledge;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.Situation;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.recipients.RecipientJudge;
import dev.todoku.recipients.RecipientState;
import dev.todoku.schema.Address;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.testing.Mail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryServiceTest {
  private static final Mail MAIL = Mail.to("Hanako@docomo.ne.jp", "m1@shop.example");
  private static final MessageState SENT = EventState.of(MAIL.send(at("09:00")));

  @Test
  void findsByItsAddressAMailThatNobodyAnswered() {
    RecipientState state = RecipientState.NONE.withUnderWay("m1@shop.example", at("09:00"));
    Explanation found = answers(state).ofAddress("<hanako@DOCOMO.ne.jp>", 8).orElseThrow();
    assertThat(found.recipient().health()).isNull();
    assertThat(found.recipient().messages()).isEqualTo(1);
    MessageExplanation explanation = found.messages().get(0);
    assertThat(explanation.messageId()).isEqualTo("m1@shop.example");
    assertThat(explanation.situation()).isEqualTo(Situation.NO_ANSWER_YET);
    assertThat(explanation.outcome().status()).isEqualTo(Status.SENT);
    assertThat(explanation.outcome().provider()).isEqualTo("docomo");
    assertThat(explanation.sentAt()).isEqualTo(at("09:00"));
  }

  @Test
  void knowsNothingOfAnAddressThatNothingWasSentTo() {
    assertThat(answers(RecipientState.NONE).ofAddress("hanako@docomo.ne.jp", 8)).isEmpty();
  }

  @Test
  void tellsOfADeliveredMessageWithoutItsRecipient() {
    MessageState delivered = SENT.merge(EventState.of(MAIL.delivery(at("09:01"))));
    MessageExplanation explanation = message(new Known(null, Map.of("m1@shop.example", delivered)));
    assertThat(explanation.situation()).isEqualTo(Situation.DELIVERED_SILENTLY);
  }

  @Test
  void tellsAHiddenBlockByOtherMail() {
    MessageState refused =
        SENT.merge(
            EventState.ofServersOwn(
                MAIL.refusal(at("09:01"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER)));
    MessageState earlier =
        EventState.of(Mail.to("hanako@docomo.ne.jp", "m0@shop.example").delivery(at("08:00")));
    RecipientState state = RecipientState.NONE.withUnderWay("m0@shop.example", at("08:00"));
    Map<String, MessageState> both = Map.of("m1@shop.example", refused, "m0@shop.example", earlier);
    assertThat(message(new Known(state, both)).situation()).isEqualTo(Situation.HIDDEN_BLOCK);
    assertThat(message(new Known(RecipientState.NONE, both)).situation())
        .isEqualTo(Situation.REFUSED);
  }

  private static MessageExplanation message(StateReader states) {
    return answers(states).ofMessage("m1@shop.example", 8).orElseThrow().messages().get(0);
  }

  private static QueryService answers(RecipientState state) {
    return answers(new Known(state, Map.of("m1@shop.example", SENT)));
  }

  /** One recipient's; its state is null when nobody may ask for it. */
  private record Known(RecipientState state, Map<String, MessageState> messages)
      implements StateReader {
    @Override
    public RecipientState recipient(String recipient) {
      assertThat(state).isNotNull();
      return recipient.equals("hanako@docomo.ne.jp") ? state : RecipientState.NONE;
    }

    @Override
    public List<MessageState> message(String messageId) {
      return List.of(messages.get(messageId));
    }

    @Override
    public List<MessageState> copies(String messageId, String recipient) {
      return Stream.ofNullable(messages.get(messageId)).toList();
    }
  }

  private static QueryService answers(StateReader states) {
    return new QueryService(
        states,
        Address.DEFAULT,
        new MailboxProviders(WellKnownProviders.load(), (domain, time) -> Optional.empty()),
        new RecipientJudge(SuppressionThresholds.DEFAULT),
        new Explainer(Address.DEFAULT, Knowledge.load()));
  }
}
