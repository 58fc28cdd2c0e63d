package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the output topics have shown so far. Notices of mail servers are known, but not counted. */
final class OutputView {
  private static final int LATEST = 50;

  private record Key(String messageId, String recipient) {}

  /** What is known of one (message, recipient). */
  record Known(Status status, Reason reason, int revision) {}

  private final Map<Key, Known> outcomes = new HashMap<>();
  private final Map<String, Map<Status, Integer>> byProvider = new HashMap<>();
  private final Map<String, IncidentHistory> alerts = new LinkedHashMap<>();
  private final Deque<Outcome> latest = new ArrayDeque<>();
  private final Attempts attempts = new Attempts();
  private long clock;
  private long outcomeRecords;
  private long unmatched;
  private long deadLetters;

  /** Takes an outcome in. Returns whether it says something new of its message. */
  boolean add(Outcome outcome) {
    outcomeRecords++;
    clock = Math.max(clock, outcome.time());
    Key key = new Key(outcome.messageId(), outcome.recipient());
    Known before = outcomes.get(key);
    if (before != null && before.revision() > outcome.revision()) {
      return false;
    }
    outcomes.put(key, new Known(outcome.status(), outcome.reason(), outcome.revision()));
    if (before != null && before.status() == outcome.status()) {
      return false;
    }
    if (!outcome.notice()) {
      count(outcome.provider(), outcome.status(), 1);
      if (before != null) {
        count(outcome.provider(), before.status(), -1);
      }
      remember(outcome);
    }
    return true;
  }

  private void count(String provider, Status status, int change) {
    byProvider
        .computeIfAbsent(provider, unused -> new EnumMap<>(Status.class))
        .merge(status, change, Integer::sum);
  }

  private void remember(Outcome outcome) {
    if (outcome.status().isFailure() || outcome.status() == Status.DEFERRED) {
      latest.addFirst(outcome);
      if (latest.size() > LATEST) {
        latest.removeLast();
      }
    }
  }

  void add(ProviderHealth row) {
    attempts.add(row);
  }

  void add(Alert alert) {
    alerts.merge(
        alert.incidentId(),
        new IncidentHistory(alert, alert),
        (incident, unused) -> incident.next(alert));
  }

  void addUnmatched() {
    unmatched++;
  }

  void addDeadLetter() {
    deadLetters++;
  }

  /** What is known of a (message, recipient), empty when nothing is. */
  Optional<Known> outcomeOf(String messageId, String recipient) {
    return Optional.ofNullable(outcomes.get(new Key(messageId, recipient)));
  }

  int count(Status status) {
    return byProvider.values().stream().mapToInt(counts -> counts.getOrDefault(status, 0)).sum();
  }

  int count(String provider, Status status) {
    return byProvider.getOrDefault(provider, Map.of()).getOrDefault(status, 0);
  }

  /** The providers with the most mail, at most {@code most}. */
  List<String> largestProviders(int most) {
    return byProvider.keySet().stream()
        .sorted(Comparator.comparingInt(this::volume).reversed().thenComparing(name -> name))
        .limit(most)
        .toList();
  }

  private int volume(String provider) {
    return byProvider.getOrDefault(provider, Map.of()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** Every incident, in the order in which they opened. */
  Collection<IncidentHistory> alerts() {
    return Collections.unmodifiableCollection(alerts.values());
  }

  Optional<IncidentHistory> openBlockAt(String provider) {
    return alerts.values().stream()
        .filter(incident -> incident.isBlock() && incident.isOpen() && incident.concerns(provider))
        .findFirst();
  }

  /** Deferrals and failures, the newest first. */
  Collection<Outcome> latest() {
    return Collections.unmodifiableCollection(latest);
  }

  /** The attempts by minute and provider. */
  Attempts attempts() {
    return attempts;
  }

  /** Event time of the newest outcome, 0 when there is none. */
  long clock() {
    return clock;
  }

  /** Records read from the topic of outcomes: it grows as long as the pipeline works. */
  long outcomeRecords() {
    return outcomeRecords;
  }

  long unmatched() {
    return unmatched;
  }

  long deadLetters() {
    return deadLetters;
  }
}
