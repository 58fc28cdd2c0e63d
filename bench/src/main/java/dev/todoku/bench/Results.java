package dev.todoku.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rounds of a run, and what they come to. */
record Results(List<RoundFigures> rounds) {

  /**
   * How one round did against another.
   *
   * @param what the two
   * @param byCpu ratio of messages per second of CPU time, contender and broker together: what
   *     holds on a machine that does other work beside it
   * @param bySeconds ratio of messages per second of wall time
   */
  record Ratio(String what, double byCpu, double bySeconds) {
    static Ratio of(String what, RoundFigures round, RoundFigures other) {
      return new Ratio(
          what,
          round.messagesPerCpuSecond() / other.messagesPerCpuSecond(),
          round.messagesPerSecond() / other.messagesPerSecond());
    }
  }

  Optional<RoundFigures> of(String contender, long open) {
    return rounds.stream()
        .filter(round -> round.contender().equals(contender) && round.open() == open)
        .findFirst();
  }

  /** The pipeline against its peers, and at open messages against none. */
  List<Ratio> ratios() {
    RoundFigures empty = of(TodokuContender.NAME, 0).orElseThrow();
    List<Ratio> ratios = new ArrayList<>();
    for (String peer : List.of(PlainCopy.NAME, StockJoin.NAME)) {
      of(peer, 0).ifPresent(round -> ratios.add(Ratio.of("pipeline / " + peer, empty, round)));
    }
    rounds.stream()
        .filter(round -> round.open() > 0)
        .map(round -> Ratio.of("pipeline at " + round.open() + " open / at 0", round, empty))
        .forEach(ratios::add);
    return ratios;
  }

  boolean areCorrect() {
    return rounds.stream().allMatch(round -> round.wrong() == 0);
  }
}
