package dev.todoku.bench.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Differences in words. */
final class Comparison {
  private Comparison() {}

  /** Only messages of which the truth is known are looked at. */
  static List<String> truthDifferences(Map<String, String> truth, Map<String, String> fates) {
    Map<String, String> known = new LinkedHashMap<>(fates);
    known.keySet().retainAll(truth.keySet());
    return differences(truth, known);
  }

  /** What is missing, too much or another, by key. */
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
}
