package dev.todoku.cli.score;

import dev.todoku.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How many answers are right. */
record Score(List<ScoredRecipient> answers) {

  /** One reason: how often it was expected, how often it was found where it was expected. */
  record Row(int expected, int right, int found) {}

  int total() {
    return answers.size();
  }

  long reasonsRight() {
    return answers.stream().filter(ScoredRecipient::isReasonRight).count();
  }

  long deadRight() {
    return answers.stream().filter(ScoredRecipient::isDeadRight).count();
  }

  List<ScoredRecipient> misses() {
    return answers.stream()
        .filter(answer -> !answer.isReasonRight() || !answer.isDeadRight())
        .toList();
  }

  /** Of the addresses called dead, the share that are; 1 when none is called so. */
  double deadPrecision() {
    long called = count(answer -> answer.diagnosis().addressIsDead());
    long right = count(answer -> answer.diagnosis().addressIsDead() && answer.isDeadRight());
    return share(right, called);
  }

  /** Of the addresses that are dead, the share called so; 1 when none is. */
  double deadRecall() {
    long dead = count(answer -> answer.expected().dead());
    long right = count(answer -> answer.expected().dead() && answer.isDeadRight());
    return share(right, dead);
  }

  /** By reason, in the order of the taxonomy. */
  Map<Reason, Row> byReason() {
    Map<Reason, Row> rows = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      int expected = (int) count(answer -> answer.expected().reason() == reason);
      int right =
          (int) count(answer -> answer.expected().reason() == reason && answer.isReasonRight());
      int found = (int) count(answer -> answer.reason() == reason);
      if (expected + found > 0) {
        rows.put(reason, new Row(expected, right, found));
      }
    }
    return rows;
  }

  /** What was expected, and what was found in its place how often. */
  Map<Reason, Map<Reason, Long>> confusion() {
    return answers.stream()
        .filter(answer -> !answer.isReasonRight())
        .collect(
            Collectors.groupingBy(
                answer -> answer.expected().reason(),
                TreeMap::new,
                Collectors.groupingBy(
                    ScoredRecipient::reason, TreeMap::new, Collectors.counting())));
  }

  private long count(Predicate<ScoredRecipient> which) {
    return answers.stream().filter(which).count();
  }

  static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
