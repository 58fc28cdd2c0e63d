package dev.todoku.cli.explain;

import dev.todoku.schema.ContractException;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was found on the topics.
 *
 * @param values records of the contract, in the order of their topics
 * @param unreadable records that are none
 */
record History(List<Object> values, int unreadable) {
  private static final Map<String, Topic<?, ?>> TOPICS =
      Topics.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));

  static History of(Collection<ConsumerRecord<byte[], byte[]>> records) {
    List<Object> values = new ArrayList<>();
    int unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        Object value =
            TOPICS
                .get(record.topic())
                .valueSerde()
                .deserializer()
                .deserialize(record.topic(), record.value());
        if (value != null) {
          values.add(value);
        }
      } catch (ContractException e) {
        unreadable++;
      }
    }
    return new History(List.copyOf(values), unreadable);
  }

  /** This and {@code other}. */
  History and(History other) {
    List<Object> both = new ArrayList<>(values);
    both.addAll(other.values);
    return new History(List.copyOf(both), unreadable + other.unreadable);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The values of a type; what was written twice is there once. */
  <T> List<T> all(Class<T> type) {
    return values.stream().filter(type::isInstance).map(type::cast).distinct().toList();
  }

  /**
   * What holds of each message to one recipient, by Message-ID, the latest first: the highest
   * revision, and among those the last.
   */
  Map<String, Outcome> outcomes() {
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
}
