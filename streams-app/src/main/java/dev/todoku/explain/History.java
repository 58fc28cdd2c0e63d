package dev.todoku.explain;

import dev.todoku.message.Resends;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was found on the topics or in the state.
 *
 * @param values records of the contract, in the order of their topics
 * @param unreadable records that are none
 */
public record History(List<Object> values, int unreadable) {
  /** This and {@code other}. */
  public History and(History other) {
    List<Object> both = new ArrayList<>(values);
    both.addAll(other.values);
    return new History(List.copyOf(both), unreadable + other.unreadable);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The values of a type; what was written twice is there once. */
  public <T> List<T> all(Class<T> type) {
    return values.stream().filter(type::isInstance).map(type::cast).distinct().toList();
  }

  /**
   * What holds of each message to one recipient, by the name of the message, the latest first: the
   * highest revision, and among those the last. The name is the Message-ID, or the {@link
   * Resends#name} of what was sent again under it.
   */
  public Map<String, Outcome> outcomes() {
    List<Outcome> latest = new ArrayList<>();
    for (Outcome outcome : all(Outcome.class)) {
      int known = indexOfSame(latest, outcome);
      if (known < 0) {
        latest.add(outcome);
      } else if (outcome.revision() >= latest.get(known).revision()) {
        latest.set(known, outcome);
      }
    }
    Map<String, Outcome> byName = new HashMap<>();
    latest.stream()
        .sorted(Comparator.comparingLong(Outcome::sentAt))
        .forEach(
            outcome ->
                byName.put(
                    byName.containsKey(outcome.messageId())
                        ? Resends.name(outcome.messageId(), outcome.sentAt())
                        : outcome.messageId(),
                    outcome));
    return byName.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, Outcome> e) -> -e.getValue().time()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private static int indexOfSame(List<Outcome> known, Outcome outcome) {
    for (int i = 0; i < known.size(); i++) {
      Outcome other = known.get(i);
      if (other.messageId().equals(outcome.messageId())
          && !Resends.areApart(other.sentAt(), outcome.sentAt())) {
        return i;
      }
    }
    return -1;
  }

  /** Message-IDs of the outcomes, and of the sends that have none; the latest first. */
  public List<String> messageIds() {
    Map<String, Long> times = new HashMap<>();
    all(Send.class).forEach(send -> times.merge(send.messageId(), send.time(), Math::max));
    outcomes()
        .values()
        .forEach(outcome -> times.merge(outcome.messageId(), outcome.time(), Math::max));
    return times.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
