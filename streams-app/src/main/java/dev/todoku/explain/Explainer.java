package dev.todoku.explain;

import dev.todoku.message.Resends;
import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.recipients.RecipientState;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.Send;
import dev.todoku.schema.SendDetails;
import dev.todoku.schema.Unmatched;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes explanations of what was found.
 *
 * @param addresses normal form of addresses
 * @param knowledge what the tables say
 * @param providers names of providers
 */
public record Explainer(Address addresses, Knowledge knowledge, ProviderNames providers) {
  /** How much of what happened to an address is shown, the latest. */
  private static final int HISTORY = RecipientState.NOTES_KEPT;

  /** What people do to let mail to an address pass again. */
  private static final Set<RecipientHealth.Change> RESETS =
      Set.of(RecipientHealth.Change.RESET, RecipientHealth.Change.VOUCHED);

  /** With the names of providers that ship with Todoku. */
  public Explainer(Address addresses, Knowledge knowledge) {
    this(addresses, knowledge, WellKnownProviders.load());
  }

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
    if (event instanceof DsnSent dsn) {
      return Optional.ofNullable(dsn.recipient());
    }
    return event instanceof Engagement e ? Optional.of(e.recipient()) : Optional.empty();
  }

  /**
   * {@code history} with what events come to where it has no outcome of them. One rule for both
   * makes the answer the same whether outcomes are there or gone.
   *
   * @param recipient in normal form
   */
  public History settled(History history, String recipient) {
    List<Object> derived = new ArrayList<>();
    for (String messageId : messageIds(history)) {
      List<MailEvent> events = events(history, messageId, recipient);
      List<Outcome> known = outcomes(history, messageId);
      Sendings sendings = Sendings.of(events, known);
      Set<Long> settled = known.stream().map(sendings::of).collect(Collectors.toSet());
      events.stream()
          .collect(Collectors.groupingBy(sendings::of))
          .forEach(
              (sent, own) -> {
                if (!settled.contains(sent)) {
                  new StateFromEvents(addresses, providers)
                      .outcome(messageId, own)
                      .ifPresent(derived::add);
                }
              });
    }
    return history.and(new History(derived, 0));
  }

  private static Set<String> messageIds(History history) {
    return history.all(MailEvent.class).stream()
        .map(MailEvent::messageId)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<MailEvent> events(History history, String messageId, String recipient) {
    return history.all(MailEvent.class).stream()
        .filter(event -> messageId.equals(event.messageId()))
        .filter(event -> sentTo(event).map(addresses::normal).map(recipient::equals).orElse(true))
        .toList();
  }

  private static List<Outcome> outcomes(History history, String messageId) {
    return history.outcomes().values().stream()
        .filter(outcome -> outcome.messageId().equals(messageId))
        .toList();
  }

  /**
   * One message to one recipient.
   *
   * @param history with all that is known of both, {@link #settled}
   * @param name of the message, as {@link History#outcomes} has it
   * @param recipient in normal form
   */
  public MessageExplanation message(History history, String name, String recipient) {
    String messageId = Resends.messageId(name);
    Outcome outcome = history.outcomes().get(name);
    OtherMail other = OtherMail.of(history.outcomes(), name, resetAt(history, recipient));
    Situation situation = Situation.of(outcome, other, knowledge);
    List<MailEvent> events = events(history, messageId, recipient);
    Sendings sendings = Sendings.of(events, outcomes(history, messageId));
    List<MailEvent> own =
        outcome == null
            ? events
            : events.stream().filter(event -> sendings.of(event) == sendings.of(outcome)).toList();
    return new MessageExplanation(
        messageId,
        outcome != null ? outcome.recipient() : recipient,
        outcome == null ? null : situation.judged(outcome),
        details(outcome, own),
        situation,
        other,
        Timeline.of(own, recipient, outcome, addresses),
        isSuppressed(history, recipient, outcome == null ? null : outcome.origin().mailStream()));
  }

  /** When somebody last let mail to it pass again, if that is what was last done about it. */
  private long resetAt(History history, String recipient) {
    return health(history, recipient)
        .filter(health -> RESETS.contains(health.change()))
        .map(RecipientHealth::time)
        .orElse(0L);
  }

  private boolean isSuppressed(History history, String recipient, @Nullable String mailStream) {
    return health(history, recipient)
        .map(health -> health.isSuppressedFor(mailStream))
        .orElse(false);
  }

  private Optional<RecipientHealth> health(History history, String recipient) {
    return history.all(RecipientHealth.class).stream()
        .filter(health -> addresses.normal(health.recipient()).equals(recipient))
        .reduce((earlier, later) -> later);
  }

  /** Of the outcome; of the send where that is from before outcomes had any. */
  private static SendDetails details(@Nullable Outcome outcome, List<MailEvent> events) {
    if (outcome != null && outcome.details() != null) {
      return outcome.details();
    }
    return events.stream()
        .filter(Send.class::isInstance)
        .map(event -> ((Send) event).details())
        .findFirst()
        .orElse(SendDetails.UNKNOWN);
  }

  /** What is known of an address apart from single messages. */
  public RecipientExplanation recipient(String address, History history) {
    List<RecipientHealth> health = history.all(RecipientHealth.class);
    Stream<RecipientNote> notes =
        Stream.of(
                health.stream().map(RecipientNote::of),
                history.all(Rejection.class).stream().map(RecipientNote::of),
                history.all(Unmatched.class).stream().map(RecipientNote::of))
            .flatMap(stream -> stream);
    return recipient(
        address,
        health.isEmpty() ? null : health.get(health.size() - 1),
        notes.sorted(Comparator.comparingLong(RecipientNote::time)).toList(),
        history.outcomes().size());
  }

  /**
   * The same of what is remembered.
   *
   * @param health what holds now, null when nothing is known
   * @param notes in the order of time
   * @param messages how many messages are known
   */
  public RecipientExplanation recipient(
      String address, @Nullable RecipientHealth health, List<RecipientNote> notes, int messages) {
    List<TimelineEntry> history =
        notes.stream()
            .map(
                n ->
                    new TimelineEntry(
                        n.time(), TimelineEntry.Kind.valueOf(n.kind().name()), n.detail()))
            .toList();
    return new RecipientExplanation(
        address,
        health,
        history.subList(Math.max(0, history.size() - HISTORY), history.size()),
        messages);
  }
}
