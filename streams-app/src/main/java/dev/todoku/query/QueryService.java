package dev.todoku.query;

import dev.todoku.correlate.MailboxProviders;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.History;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.RecipientExplanation;
import dev.todoku.message.MessageState;
import dev.todoku.message.Resends;
import dev.todoku.recipients.RecipientJudge;
import dev.todoku.recipients.RecipientState;
import dev.todoku.schema.Address;
import dev.todoku.schema.MessageId;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Status;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers "I got no mail. Why?" from what the stages remember: as long as the join window for
 * messages, for ever for recipients.
 */
public final class QueryService {
  private final StateReader states;
  private final Address addresses;
  private final MailboxProviders providers;
  private final RecipientJudge judge;
  private final Explainer explainer;

  /** Answers from {@code states}, with the names and thresholds of the installation. */
  public QueryService(
      StateReader states,
      Address addresses,
      MailboxProviders providers,
      RecipientJudge judge,
      Explainer explainer) {
    this.states = states;
    this.addresses = addresses;
    this.providers = providers;
    this.judge = judge;
    this.explainer = explainer;
  }

  /**
   * What is known of an address; empty when nothing is.
   *
   * @param limit how many messages to show, the latest
   * @throws NotNowException while nobody can know
   */
  public Optional<Explanation> ofAddress(String query, int limit) {
    String address = addresses.normal(query);
    RecipientState state = states.recipient(address);
    if (state.equals(RecipientState.NONE)) {
      return Optional.empty();
    }
    RecipientHealth health = health(address, state);
    History history = withHealth(history(state, address), health);
    List<MessageExplanation> entries =
        history.outcomes().keySet().stream()
            .limit(limit)
            .map(name -> explainer.message(history, name, address))
            .toList();
    RecipientExplanation recipient =
        explainer.recipient(address, health, state.notes(), history.outcomes().size());
    return Optional.of(new Explanation(address, recipient, entries));
  }

  private static History withHealth(History history, @Nullable RecipientHealth health) {
    return health == null ? history : history.and(new History(List.of(health), 0));
  }

  /** What was published last of the recipient, as it counts now; null when nothing was. */
  private @Nullable RecipientHealth health(String address, RecipientState state) {
    Optional<RecipientNote> last =
        state.notes().stream().filter(RecipientNote::isOfHealth).reduce((a, b) -> b);
    return last.flatMap(note -> judge.healthOf(address, state).map(note::applyTo)).orElse(null);
  }

  /**
   * What is known of a message, for each of its recipients; empty when nothing is.
   *
   * @param limit how many recipients to show
   * @throws NotNowException while nobody can know
   */
  public Optional<Explanation> ofMessage(String query, int limit) {
    String messageId = MessageId.normal(query);
    Map<String, List<MessageState>> byRecipient =
        states.message(messageId).stream()
            .collect(
                Collectors.groupingBy(
                    facts -> addresses.normal(facts.recipient()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<MessageExplanation> entries =
        byRecipient.entrySet().stream()
            .limit(limit)
            .flatMap(entry -> explanations(messageId, entry.getKey(), entry.getValue()))
            .toList();
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new Explanation(messageId, null, entries));
  }

  private Stream<MessageExplanation> explanations(
      String messageId, String recipient, List<MessageState> copies) {
    List<Outcome> own = copies.stream().map(facts -> outcome(messageId, facts)).toList();
    History history = new History(List.copyOf(own), 0);
    if (own.stream().anyMatch(outcome -> outcome.status() != Status.DELIVERED)) {
      RecipientState state = states.recipient(recipient);
      history = withHealth(history, health(recipient, state)).and(history(state, recipient));
    }
    History known = history;
    return known.outcomes().entrySet().stream()
        .filter(entry -> entry.getValue().messageId().equals(messageId))
        .map(entry -> explainer.message(known, entry.getKey(), recipient));
  }

  /** What is known of the latest messages: all, or what is left when the join window has passed. */
  private History history(RecipientState state, String address) {
    List<Object> known = new ArrayList<>();
    Map<String, List<MessageState>> copies = new HashMap<>();
    for (String name : state.latestMessages()) {
      String messageId = Resends.messageId(name);
      List<MessageState> found =
          copies.computeIfAbsent(messageId, id -> states.copies(id, address));
      found.forEach(facts -> known.add(outcome(messageId, facts)));
      if (found.isEmpty()) {
        state.remembered(name, address).ifPresent(known::add);
      }
    }
    return new History(known, 0);
  }

  private Outcome outcome(String messageId, MessageState facts) {
    String provider = providers.of(addresses.normal(facts.recipient()), facts);
    return new MessageUpdate(messageId, provider, null, facts).outcome();
  }
}
