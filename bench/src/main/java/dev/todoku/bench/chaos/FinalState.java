package dev.todoku.bench.chaos;

import dev.todoku.bench.CommittedRecords;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the public topics say in the end, as {@link Fates} says it.
 *
 * @param fates the outcome of the highest revision of each message and recipient
 * @param counts sums of provider health
 */
record FinalState(Map<String, String> fates, Map<String, Long> counts) {
  /** Reads it; health of minutes from {@code end} on is left out. */
  static FinalState read(String bootstrapServers, long end) {
    FinalState state = new FinalState(new TreeMap<>(), new TreeMap<>());
    Map<String, Outcome> outcomes = new HashMap<>();
    CommittedRecords.read(
        bootstrapServers, Topics.OUTCOMES, (key, outcome) -> latest(outcomes, outcome));
    outcomes.forEach((key, outcome) -> state.fates.put(key, Fates.text(outcome)));
    CommittedRecords.read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> {
          if (row.minute() < end) {
            Fates.count(state.counts, row);
          }
        });
    return state;
  }

  /** How many messages rows of provider health count as accepted from {@code time} on. */
  static long acceptedFrom(String bootstrapServers, long time) {
    long[] accepted = new long[1];
    CommittedRecords.read(
        bootstrapServers,
        Topics.PROVIDER_HEALTH,
        (key, row) -> accepted[0] += row.minute() == time ? row.accepted() : 0);
    return accepted[0];
  }

  private static void latest(Map<String, Outcome> latest, Outcome outcome) {
    latest.merge(
        Fates.key(outcome.messageId(), outcome.recipient()),
        outcome,
        (a, b) -> b.revision() >= a.revision() ? b : a);
  }
}
