package dev.todoku.bench.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one run differs from what it is compared with.
 *
 * @param schedule its name
 * @param problem why it could not be compared; empty when it could
 * @param seconds it took
 * @param differences by what is compared, each in words
 */
record Comparison(
    String schedule, String problem, long seconds, Map<String, List<String>> differences) {
  static final List<String> COLUMNS =
      List.of("truth", "outcomes", "health sums", "unmatched", "suppressions", "incidents");

  /**
   * Compares.
   *
   * @param truth what {@link Fates} says of outcomes
   * @param first the run of the first schedule
   */
  static Comparison of(
      String schedule,
      String problem,
      long seconds,
      Map<String, String> truth,
      FinalState first,
      FinalState state) {
    Map<String, List<String>> differences = new LinkedHashMap<>();
    differences.put("truth", truthDifferences(truth, state.fates()));
    differences.put("outcomes", differences(first.outcomes(), state.outcomes()));
    differences.put("health sums", differences(first.health(), state.health()));
    differences.put("unmatched", differences(first.unmatched(), state.unmatched()));
    differences.put("suppressions", differences(first.suppressions(), state.suppressions()));
    differences.put("incidents", differences(first.incidents(), state.incidents()));
    return new Comparison(schedule, problem, seconds, differences);
  }

  /** Only messages of which the truth is known are looked at. */
  static List<String> truthDifferences(Map<String, String> truth, Map<String, String> fates) {
    Map<String, String> known = new LinkedHashMap<>(fates);
    known.keySet().retainAll(truth.keySet());
    return differences(truth, known);
  }

  static <T> List<String> differences(Map<String, T> expected, Map<String, T> actual) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      if (!Objects.equals(expected.get(key), actual.get(key))) {
        differences.add(key + ": expected " + expected.get(key) + " but was " + actual.get(key));
      }
    }
    return differences;
  }

  boolean isEqual() {
    return problem.isEmpty() && differences.values().stream().allMatch(List::isEmpty);
  }

  /** A row of the table. */
  String row() {
    StringBuilder row = new StringBuilder("| " + schedule + " | " + seconds);
    for (String column : COLUMNS) {
      int count = differences.getOrDefault(column, List.of()).size();
      row.append(" | ").append(count == 0 ? "equal" : String.valueOf(count));
    }
    return row.append(" | ").append(problem).append(" |").toString();
  }
}
