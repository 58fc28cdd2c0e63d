package dev.todoku.story;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Unmatched;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes stories of what was found.
 *
 * @param addresses normal form of addresses
 * @param silentProviders providers that accept and drop
 */
public record StoryTeller(Address addresses, Set<String> silentProviders) {

  /** To whom a message was sent, in normal form; empty when nothing is known of it. */
  public Set<String> recipients(History history, String messageId) {
    Set<String> recipients = new TreeSet<>();
    history.all(MailEvent.class).stream()
        .filter(event -> messageId.equals(event.messageId()))
        .flatMap(event -> sentTo(event).stream())
        .map(addresses::normal)
        .forEach(recipients::add);
    return recipients;
  }

  private static Optional<String> sentTo(MailEvent event) {
    if (event instanceof Delivery d) {
      return Optional.of(d.originalRecipient() == null ? d.recipient() : d.originalRecipient());
    }
    if (event instanceof Deferral d) {
      return Optional.of(d.originalRecipient() == null ? d.recipient() : d.originalRecipient());
    }
    if (event instanceof Send send) {
      return Optional.of(send.recipient());
    }
    if (event instanceof Bounce bounce) {
      return Optional.of(bounce.sentTo());
    }
    if (event instanceof Complaint complaint) {
      return Optional.of(complaint.recipient());
    }
    return event instanceof Engagement e ? Optional.of(e.recipient()) : Optional.empty();
  }

  /**
   * One message to one recipient.
   *
   * @param history with all that is known of both
   * @param recipient in normal form
   */
  public MessageStory message(History history, String messageId, String recipient) {
    Outcome outcome = history.outcomes().get(messageId);
    Send send =
        history.all(Send.class).stream()
            .filter(s -> s.messageId().equals(messageId))
            .filter(s -> addresses.normal(s.recipient()).equals(recipient))
            .findFirst()
            .orElse(null);
    Bounce bounce =
        history.all(Bounce.class).stream()
            .filter(b -> messageId.equals(b.messageId()))
            .filter(b -> addresses.normal(b.sentTo()).equals(recipient))
            .max(Comparator.comparingLong(Bounce::time))
            .orElse(null);
    return new MessageStory(
        messageId,
        outcome != null ? outcome.recipient() : send != null ? send.recipient() : recipient,
        outcome,
        send,
        bounce,
        Situation.of(outcome, tookMailBefore(history, outcome), silentProviders),
        Timeline.of(history, messageId, recipient, outcome, addresses));
  }

  private static boolean tookMailBefore(History history, Outcome outcome) {
    return outcome != null
        && history.outcomes().values().stream()
            .filter(other -> !other.messageId().equals(outcome.messageId()))
            .filter(other -> other.status() == Status.DELIVERED)
            .anyMatch(other -> other.deliveredAt() != 0 && other.deliveredAt() < outcome.time());
  }

  /** What is known of an address apart from single messages. */
  public RecipientStory recipient(String address, History history) {
    List<RecipientHealth> health = history.all(RecipientHealth.class);
    Stream<Moment> moments =
        Stream.of(
                health.stream().map(StoryTeller::moment),
                history.all(Rejection.class).stream()
                    .map(r -> new Moment(r.time(), Moment.Kind.REJECTED, rejection(r))),
                history.all(Unmatched.class).stream()
                    .map(u -> new Moment(u.time(), Moment.Kind.UNMATCHED, u.why())))
            .flatMap(stream -> stream);
    return new RecipientStory(
        address,
        health.isEmpty() ? null : health.get(health.size() - 1),
        moments.sorted(Comparator.comparingLong(Moment::time)).toList(),
        history.messageIds().size());
  }

  private static Moment moment(RecipientHealth health) {
    Moment.Kind kind =
        switch (health.change()) {
          case COUNTED -> Moment.Kind.COUNTED;
          case SUPPRESSED -> Moment.Kind.SUPPRESSED;
          case RECOVERED -> Moment.Kind.RECOVERED;
          case RESET -> Moment.Kind.RESET;
          case RELEASED -> Moment.Kind.RELEASED;
        };
    return new Moment(health.time(), kind, health.note() == null ? cause(health) : health.note());
  }

  /** The failure that counted last; a recovery has none. */
  private static String cause(RecipientHealth health) {
    List<RecipientHealth.Failure> because = health.because();
    if (because.isEmpty()) {
      return "";
    }
    RecipientHealth.Failure last = because.get(because.size() - 1);
    return last.reason() + " " + last.messageId();
  }

  private static String rejection(Rejection rejection) {
    return Replies.quote(rejection.host(), rejection.reply());
  }
}
