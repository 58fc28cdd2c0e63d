package dev.todoku.correlate;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.message.MessageState;
import dev.todoku.message.Outcomes;
import dev.todoku.privacy.Pseudonyms;
import dev.todoku.schema.Address;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.FailureNotice;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.streams.CloudEvents;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TypedSink;
import dev.todoku.wire.MessageUpdate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a change of a message comes to: its outcome for everybody, its failure for whoever
 * asked to be told, and the change itself for the stage Recipients.
 *
 * <p>A send without an answer is no outcome. Only when it has had none for a minute of wall time is
 * it passed on to Recipients, so that whoever asks by address finds it.
 */
final class OutcomePublisher {
  private final TypedSink<String, Outcome> outcomes;
  private final TypedSink<String, FailureNotice> failures;
  private final TypedSink<String, Object> updates;
  private final MailboxProviders providers;
  private final PipelineMetrics metrics;
  private final Address address;
  private final Optional<Pseudonyms> pseudonyms;
  private final FailureNotices notices;
  private final UnansweredSendStore unanswered = new UnansweredSendStore();

  OutcomePublisher(
      TypedSink<String, Outcome> outcomes,
      TypedSink<String, FailureNotice> failures,
      TypedSink<String, Object> updates,
      MailboxProviders providers,
      KnownFacts dns,
      PipelineSettings settings,
      PipelineMetrics metrics) {
    this.outcomes = outcomes;
    this.failures = failures;
    this.updates = updates;
    this.providers = providers;
    this.metrics = metrics;
    this.address = settings.address();
    this.pseudonyms = settings.pseudonyms();
    this.notices = new FailureNotices(address, settings.providers(), dns);
  }

  /**
   * Publishes that {@code event} has changed a message.
   *
   * @param open the message as it is now
   * @param before what was known of it, null when it was not known
   */
  void publish(MailEvent event, OpenMessageStore.Open open, @Nullable MessageState before) {
    String recipient = address.normal(open.facts().recipient());
    MessageUpdate update = update(event.messageId(), recipient, before, open.facts());
    Outcome outcome = update.outcome();
    if (outcome.status() == Status.SENT && outcome.reports().isEmpty()) {
      unanswered.add(new UnansweredSendStore.Sent(open.key(), event.messageId(), event.time()));
      return;
    }
    unanswered.remove(open.key());
    outcomes.send(
        recipient, outcome, outcome.time(), CloudEvents.outcome(outcome, published(recipient)));
    updates.send(recipient, update, outcome.time());
    notices
        .of(update.outcomeBefore().orElse(null), outcome)
        .ifPresent(
            notice ->
                failures.send(
                    recipient,
                    notice,
                    notice.time(),
                    CloudEvents.failure(notice, published(recipient))));
    metrics.outcome(update.outcomeBefore(), outcome);
    if (event instanceof Delivery && outcome.deliveredAt() != 0 && outcome.sentAt() != 0) {
      metrics.deliveryDelay(outcome.sentAt(), event.time());
    }
  }

  private String published(String recipient) {
    return pseudonyms.map(names -> names.of(recipient)).orElse(recipient);
  }

  /** A tick of wall time has passed: passes on what has had no answer for a minute. */
  void onWallClock(OpenMessageStore messages, long streamTime) {
    unanswered.onWallClock(
        sent ->
            messages
                .find(sent.key(), sent.time(), streamTime)
                .ifPresent(open -> publishUnanswered(sent, open.facts())));
  }

  private void publishUnanswered(UnansweredSendStore.Sent sent, MessageState known) {
    String recipient = address.normal(known.recipient());
    MessageUpdate update = update(sent.messageId(), recipient, known, known);
    if (update.outcome().status() == Status.SENT) {
      updates.send(recipient, update, sent.time());
    }
  }

  /** Of a send alone nothing is counted, so that it is nothing to compare with. */
  private MessageUpdate update(
      String messageId, String recipient, @Nullable MessageState before, MessageState known) {
    boolean isCounted = before != null && Outcomes.isAnswered(before);
    return new MessageUpdate(
        messageId, providers.of(recipient, known), isCounted ? before : null, known);
  }
}
