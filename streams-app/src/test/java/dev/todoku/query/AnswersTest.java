package dev.todoku.query;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.correlation.MailboxProviders;
import dev.todoku.correlation.MessageFacts;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.recipient.RecipientJudge;
import dev.todoku.recipient.RecipientState;
import dev.todoku.recipient.Thresholds;
import dev.todoku.schema.Address;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.story.Explanation;
import dev.todoku.story.Knowledge;
import dev.todoku.story.MessageStory;
import dev.todoku.story.Situation;
import dev.todoku.story.StoryTeller;
import dev.todoku.testing.Mail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Mail MAIL = Mail.to("Hanako@docomo.ne.jp", "m1@shop.example");
  private static final MessageFacts SENT = MessageFacts.of(MAIL.send(at("09:00")));

  @Test
  void findsByItsAddressAMailThatNobodyAnswered() {
    RecipientState state = RecipientState.NONE.withUnderWay("m1@shop.example", at("09:00"));
    Explanation found = answers(state).ofAddress("<hanako@DOCOMO.ne.jp>", 8).orElseThrow();
    assertThat(found.recipient().health()).isNull();
    assertThat(found.recipient().messages()).isEqualTo(1);
    MessageStory story = found.messages().get(0);
    assertThat(story.messageId()).isEqualTo("m1@shop.example");
    assertThat(story.situation()).isEqualTo(Situation.NO_ANSWER_YET);
    assertThat(story.outcome().status()).isEqualTo(Status.SENT);
    assertThat(story.outcome().provider()).isEqualTo("docomo");
    assertThat(story.sentAt()).isEqualTo(at("09:00"));
  }

  @Test
  void knowsNothingOfAnAddressThatNothingWasSentTo() {
    assertThat(answers(RecipientState.NONE).ofAddress("hanako@docomo.ne.jp", 8)).isEmpty();
  }

  @Test
  void tellsOfADeliveredMessageWithoutItsRecipient() {
    MessageFacts delivered = SENT.merge(MessageFacts.of(MAIL.delivery(at("09:01"))));
    MessageStory story = message(new Known(null, Map.of("m1@shop.example", delivered)));
    assertThat(story.situation()).isEqualTo(Situation.DELIVERED_SILENTLY);
  }

  @Test
  void tellsAHiddenBlockByOtherMail() {
    MessageFacts refused =
        SENT.merge(
            MessageFacts.ofServersOwn(
                MAIL.refusal(at("09:01"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER)));
    MessageFacts earlier =
        MessageFacts.of(Mail.to("hanako@docomo.ne.jp", "m0@shop.example").delivery(at("08:00")));
    RecipientState state = RecipientState.NONE.withUnderWay("m0@shop.example", at("08:00"));
    Map<String, MessageFacts> both = Map.of("m1@shop.example", refused, "m0@shop.example", earlier);
    assertThat(message(new Known(state, both)).situation()).isEqualTo(Situation.HIDDEN_BLOCK);
    assertThat(message(new Known(RecipientState.NONE, both)).situation())
        .isEqualTo(Situation.REFUSED);
  }

  private static MessageStory message(States states) {
    return answers(states).ofMessage("m1@shop.example", 8).orElseThrow().messages().get(0);
  }

  private static Answers answers(RecipientState state) {
    return answers(new Known(state, Map.of("m1@shop.example", SENT)));
  }

  /** One recipient's; its state is null when nobody may ask for it. */
  private record Known(RecipientState state, Map<String, MessageFacts> messages) implements States {
    @Override
    public RecipientState recipient(String recipient) {
      assertThat(state).isNotNull();
      return recipient.equals("hanako@docomo.ne.jp") ? state : RecipientState.NONE;
    }

    @Override
    public List<MessageFacts> message(String messageId) {
      return List.of(messages.get(messageId));
    }

    @Override
    public List<MessageFacts> copies(String messageId, String recipient) {
      return Stream.ofNullable(messages.get(messageId)).toList();
    }
  }

  private static Answers answers(States states) {
    return new Answers(
        states,
        Address.DEFAULT,
        new MailboxProviders(WellKnownProviders.load(), (domain, time) -> Optional.empty()),
        new RecipientJudge(Thresholds.DEFAULT),
        new StoryTeller(Address.DEFAULT, Knowledge.load()));
  }
}
