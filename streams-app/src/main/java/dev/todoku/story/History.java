package dev.todoku.story;

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
   * What holds of each message to one recipient, by Message-ID, the latest first: the highest
   * revision, and among those the last.
   */
  public Map<String, Outcome> outcomes() {
    Map<String, Outcome> latest = new LinkedHashMap<>();
    all(Outcome.class)
        .forEach(
            outcome ->
                latest.merge(
                    outcome.messageId(), outcome, (a, b) -> b.revision() >= a.revision() ? b : a));
    return latest.values().stream()
        .sorted(Comparator.comparingLong(Outcome::time).reversed())
        .collect(Collectors.toMap(Outcome::messageId, o -> o, (a, b) -> a, LinkedHashMap::new));
  }

  /** Message-IDs of the outcomes, and of the sends that have none; the latest first. */
  public List<String> messageIds() {
    Map<String, Long> times = new HashMap<>();
    all(Send.class).forEach(send -> times.put(send.messageId(), send.time()));
    outcomes().forEach((messageId, outcome) -> times.put(messageId, outcome.time()));
    return times.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
