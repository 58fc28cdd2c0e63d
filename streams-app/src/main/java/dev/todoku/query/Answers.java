package dev.todoku.query;

import dev.todoku.correlation.Correlated;
import dev.todoku.correlation.MailboxProviders;
import dev.todoku.correlation.MessageFacts;
import dev.todoku.recipient.RecipientJudge;
import dev.todoku.recipient.RecipientState;
import dev.todoku.schema.Address;
import dev.todoku.schema.MessageId;
import dev.todoku.schema.Outcome;
import dev.todoku.story.Explanation;
import dev.todoku.story.History;
import dev.todoku.story.MessageStory;
import dev.todoku.story.RecipientStory;
import dev.todoku.story.Situation;
import dev.todoku.story.StoryTeller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers "I got no mail. Why?" from what the stages remember: as long as the join window for
 * messages, for ever for recipients.
 */
public final class Answers {
  private final States states;
  private final Address addresses;
  private final MailboxProviders providers;
  private final RecipientJudge judge;
  private final StoryTeller teller;

  /** Answers from {@code states}, with the names and thresholds of the installation. */
  public Answers(
      States states,
      Address addresses,
      MailboxProviders providers,
      RecipientJudge judge,
      StoryTeller teller) {
    this.states = states;
    this.addresses = addresses;
    this.providers = providers;
    this.judge = judge;
    this.teller = teller;
  }

  /**
   * What is known of an address; empty when nothing is.
   *
   * @param limit how many messages to tell, the latest
   * @throws NotNowException while nobody can tell
   */
  public Optional<Explanation> ofAddress(String query, int limit) {
    String address = addresses.normal(query);
    RecipientState state = states.recipient(address);
    if (state.equals(RecipientState.NONE)) {
      return Optional.empty();
    }
    List<Object> known = new ArrayList<>();
    for (String messageId : state.latestMessages()) {
      outcome(messageId, address).ifPresent(known::add);
    }
    History history = new History(known, 0);
    List<MessageStory> stories =
        history.outcomes().keySet().stream()
            .limit(limit)
            .map(messageId -> teller.message(history, messageId, address))
            .toList();
    RecipientStory recipient =
        new RecipientStory(
            address,
            judge.healthOf(address, state).orElse(null),
            // When its standing changed is told on mail.recipient-health, not remembered.
            List.of(),
            state.latestMessages().size());
    return Optional.of(new Explanation(address, recipient, stories));
  }

  /**
   * What is known of a message, for each of its recipients; empty when nothing is.
   *
   * @param limit of how many recipients to tell
   * @throws NotNowException while nobody can tell
   */
  public Optional<Explanation> ofMessage(String query, int limit) {
    String messageId = MessageId.normal(query);
    List<MessageStory> stories =
        states.message(messageId).stream()
            .limit(limit)
            .map(facts -> story(messageId, facts))
            .toList();
    return stories.isEmpty()
        ? Optional.empty()
        : Optional.of(new Explanation(messageId, null, stories));
  }

  private MessageStory story(String messageId, MessageFacts facts) {
    String recipient = addresses.normal(facts.recipient());
    Outcome outcome = outcome(messageId, facts);
    List<Object> known = new ArrayList<>();
    known.add(outcome);
    if (Situation.dependsOnOtherMail(outcome)) {
      for (String other : states.recipient(recipient).latestMessages()) {
        if (!other.equals(messageId)) {
          outcome(other, recipient).ifPresent(known::add);
        }
      }
    }
    return teller.message(new History(known, 0), messageId, recipient);
  }

  private Optional<Outcome> outcome(String messageId, String recipient) {
    return states.copy(messageId, recipient).map(facts -> outcome(messageId, facts));
  }

  private Outcome outcome(String messageId, MessageFacts facts) {
    String provider = providers.of(addresses.normal(facts.recipient()), facts);
    return new Correlated(messageId, provider, null, facts).outcome();
  }
}
