package dev.todoku.bench.detection;

import dev.todoku.detect.Exposure;
import dev.todoku.detect.Figure;
import dev.todoku.simulate.Episode;
import dev.todoku.wire.ProviderDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * How early a block can be known at all: after so many trials that what they prove, KL(p1 || p0)
 * each, comes to ln(ARL), here ln(43200 / .001), a false alarm in a thousand months of minutes.
 * Nothing can beat that by much (Lorden 1971). Where p1 grows with time, as on a ramp, so does what
 * a trial proves; where mail comes back late, a minute proves what the law of the delay lets it.
 */
final class Bound {
  private static final double LN_ARL = Math.log(43_200 / .001);
  private static final double NEARLY_ALL = .999;
  private static final long MINUTE = 60_000;

  /**
   * One minute since the begin.
   *
   * @param trials what may show the block
   * @param fraction blocked
   * @param due bounces due of all mail, if all were to come back
   * @param dueSince of that, of mail accepted since the begin
   */
  private record Minute(int trials, double fraction, double due, double dueSince) {}

  private final Episode episode;
  private final Figure counted;
  private final Exposure all = new Exposure();
  private final Exposure since = new Exposure();
  private final List<Minute> minutes = new ArrayList<>();

  Bound(Episode episode) {
    this.episode = episode;
    this.counted =
        switch (episode.trouble()) {
          case MASKED -> Figure.PROVEN;
          case RETURNED -> Figure.ACCEPTED;
          default -> Figure.ATTEMPTS;
        };
  }

  /** Takes in a minute of the stream that is hit. */
  void add(long time, List<ProviderDelta> deltas) {
    if (time >= episode.end()) {
      return;
    }
    int trials = (int) deltas.stream().filter(delta -> delta.figures().contains(counted)).count();
    double due = all.advance(time / MINUTE);
    double dueSince = since.advance(time / MINUTE);
    all.accept(trials);
    if (time + MINUTE > episode.start()) {
      since.accept(trials);
      minutes.add(new Minute(trials, episode.fractionAt(time), due, dueSince));
    }
  }

  /** Trials since the begin. */
  long trials() {
    return minutes.stream().mapToLong(Minute::trials).sum();
  }

  /**
   * The trials since the begin over those that are needed, which are at least those of the first
   * minute that has any: nothing is reported before a minute is over.
   *
   * @param p0 the failure rate that is bet against
   */
  double over(double p0) {
    double gathered = 0;
    double needed = 0;
    for (Minute minute : minutes) {
      double gained = information(minute, p0);
      if (gathered + gained >= LN_ARL && minute.trials() > 0) {
        double part = needed == 0 ? 1 : (LN_ARL - gathered) / gained;
        return trials() / (needed + part * minute.trials());
      }
      gathered += gained;
      needed += minute.trials();
    }
    return trials() / needed * gathered / LN_ARL;
  }

  private double information(Minute minute, double p0) {
    if (counted == Figure.ACCEPTED) {
      double expected = p0 * minute.due();
      double blocked = expected + minute.fraction() * minute.dueSince();
      return expected == 0 ? 0 : blocked * Math.log(blocked / expected) - blocked + expected;
    }
    double p1 = Math.min(NEARLY_ALL, p0 + minute.fraction() * (1 - p0));
    return minute.trials() * (p1 * Math.log(p1 / p0) + (1 - p1) * Math.log((1 - p1) / (1 - p0)));
  }
}
