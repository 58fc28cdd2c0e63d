package dev.todoku.correlate;

import dev.todoku.message.MessageState;
import dev.todoku.schema.Address;
import dev.todoku.schema.MailEvent;

/** Adds facts to messages; counts and publishes what changes by it. */
final class MessageRecorder {
  private final OpenMessageStore messages;
  private final UnmatchedMinuteStore minutes;
  private final OutcomePublisher outcomes;
  private final MailboxProviders providers;
  private final Address address;

  MessageRecorder(
      JoinState state, OutcomePublisher outcomes, MailboxProviders providers, Address address) {
    this.messages = state.messages();
    this.minutes = state.minutes();
    this.outcomes = outcomes;
    this.providers = providers;
    this.address = address;
  }

  /** Begins the message that {@code event} is the first to prove. */
  void begin(MailEvent event, OpenMessageStore.Match match, MessageState facts) {
    MessageState known = facts.at(providers.of(address.normal(facts.recipient()), facts));
    OpenMessageStore.Open created = messages.create(match, known, event.time());
    minutes.add(FirstAttemptCount.of(null, known));
    outcomes.publish(event, created, null);
  }

  /** Adds what {@code event} says to a message; what is known already changes nothing. */
  void add(MailEvent event, OpenMessageStore.Open open, MessageState facts) {
    messages
        .merge(open, facts)
        .ifPresent(
            merged -> {
              minutes.add(FirstAttemptCount.of(open.facts(), merged.facts()));
              outcomes.publish(event, merged, open.facts());
            });
  }
}
