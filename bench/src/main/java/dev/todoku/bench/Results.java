package dev.todoku.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rounds of a run, and what they come to. */
record Results(List<Figures> rounds) {

  Optional<Figures> of(String contender, long open) {
    return rounds.stream()
        .filter(round -> round.contender().equals(contender) && round.open() == open)
        .findFirst();
  }

  Figures pipeline() {
    return of(TodokuItself.NAME, 0).orElseThrow();
  }

  /** Messages per second of one round by those of another, by what it compares. */
  Map<String, Double> ratios() {
    Map<String, Double> ratios = new TreeMap<>();
    double empty = pipeline().messagesPerSecond();
    of(PlainCopy.NAME, 0)
        .ifPresent(copy -> ratios.put("pipeline / copy", empty / copy.messagesPerSecond()));
    of(StockJoin.NAME, 0)
        .ifPresent(join -> ratios.put("pipeline / join", empty / join.messagesPerSecond()));
    rounds.stream()
        .filter(round -> round.open() > 0)
        .forEach(
            round ->
                ratios.put(
                    "pipeline at " + round.open() + " open / at 0",
                    round.messagesPerSecond() / empty));
    return ratios;
  }

  boolean areCorrect() {
    return rounds.stream().allMatch(round -> round.wrong() == 0);
  }
}
