package dev.todoku.bench.detection;

import dev.todoku.pipeline.DetectionStages;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One stream with one episode, from the first day to the last, through the stages. */
final class Trial {
  static final List<String> RIVALS = List.of("5 % of 50", "10 % of 100", "always");
  static final long MINUTE = 60_000;
  static final long DAY = 24 * 60 * MINUTE;
  private static final long START = 1_780_272_000_000L;
  private static final long MERGED = 6 * 60 * MINUTE;

  /** After an episode its consequences may still be told: bounces come late. */
  private static final long AFTERMATH = 12 * 60 * MINUTE;

  /** ln(43200 / .001): a false alarm in a thousand months of minutes. */
  private static final double LN_ARL = 17.58;

  private final Scenario scenario;
  private final double perHour;
  private final Episode episode;
  private final ProviderTraffic traffic;
  private final long end;
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private final List<Rival> rivals =
      List.of(new Rival(.05, 50), new Rival(.10, 100), new Rival(0, 0));
  private final Set<Integer> rivalHits = new TreeSet<>();
  private final int[] rivalFalse = new int[RIVALS.size()];
  private final long[] rivalLast = new long[RIVALS.size()];
  private long detectedAt;
  private int falseAlarms;
  private long lastFalse;
  private double overBound;
  private long minutesInEpisode;

  Trial(Scenario scenario, double perHour, int days, long seed) {
    this.scenario = scenario;
    this.perHour = perHour;
    long hour = Math.floorMod(seed * 7, 24) * 60L * MINUTE;
    long from =
        START + (scenario.trouble() == Trouble.DRIFT ? 5 : days / 2) * DAY + hour + MINUTE * 13;
    this.episode =
        new Episode(
            scenario.trouble(), scenario.fraction(), from, from + scenario.hours() * 60L * MINUTE);
    this.traffic = new ProviderTraffic("provider", perHour, episode, seed);
    this.end = START + days * DAY;
  }

  Found run() {
    DetectionStages stages = new DetectionStages();
    for (long time = START; time < end; time += MINUTE) {
      List<Tally> tallies = traffic.minute(time);
      List<Tally> ofStream =
          tallies.stream()
              .filter(tally -> tally.sourceIp().equals(ProviderTraffic.sourceIpHit()))
              .toList();
      compare(time, ofStream);
      for (Alert alert : stages.process(tallies, time + MINUTE)) {
        hear(alert);
      }
    }
    return new Found(
        scenario,
        perHour,
        detectedAt != 0,
        detectedAt == 0 ? -1 : (double) (detectedAt - episode.start()) / MINUTE,
        overBound,
        causes,
        falseAlarms,
        (end - START) / MINUTE - minutesInEpisode,
        rivalHits,
        Arrays.stream(rivalFalse).boxed().toList());
  }

  private void hear(Alert alert) {
    if (alert.state() == Alert.State.RESOLVED) {
      return;
    }
    boolean isBlock = Trouble.isBlock(alert.cause());
    if (isWithin(alert.time())) {
      causes.add(alert.cause());
      if (isBlock && isOfTheStream(alert.scope()) && detectedAt == 0) {
        detectedAt = alert.time();
        overBound = overBound(alert);
      }
    } else if (isBlock) {
      falseAlarms += alert.time() - lastFalse > MERGED ? 1 : 0;
      lastFalse = alert.time();
    }
  }

  private boolean isOfTheStream(Scope scope) {
    boolean ofIp =
        scope.sourceIp() != null
            && scope
                .network()
                .equals(new Scope(null, ProviderTraffic.sourceIpHit(), null).network());
    return ofIp || ProviderTraffic.fromDomainHit().equals(scope.fromDomain());
  }

  private boolean isWithin(long time) {
    return time > episode.start() && time <= episode.end() + AFTERMATH;
  }

  private void compare(long time, List<Tally> tallies) {
    minutesInEpisode += isWithin(time) ? 1 : 0;
    for (int i = 0; i < RIVALS.size(); i++) {
      boolean fires = rivals.get(i).fires(time, tallies);
      if (fires && isWithin(time)) {
        rivalHits.add(i);
      } else if (fires) {
        rivalFalse[i] += time - rivalLast[i] > MERGED ? 1 : 0;
        rivalLast[i] = time;
      }
    }
  }

  /**
   * Trials from the begin of the episode to the alert, over ln(ARL) / KL(p1 || p0) trials, which
   * nothing can beat by much, or over the trials of a minute where that is more. The rate p0 is the
   * one that the detector bet against.
   */
  private double overBound(Alert alert) {
    Evidence evidence = alert.evidence();
    double p0 = evidence.baseline();
    double p1 = Math.min(.999, p0 + scenario.fraction() * (1 - p0));
    double divergence = p1 * Math.log(p1 / p0) + (1 - p1) * Math.log((1 - p1) / (1 - p0));
    double perMinute = evidence.attempts() / ((double) (alert.time() - alert.onset()) / MINUTE);
    double trials = perMinute * (alert.time() - episode.start()) / MINUTE;
    return trials / Math.max(perMinute, LN_ARL / divergence);
  }

  String name() {
    return scenario.name();
  }

  static List<Trial> all(int streams, int days, long seed, double[] volumes) {
    List<Scenario> scenarios = Scenario.all();
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      Scenario scenario = scenarios.get(i % scenarios.size());
      double perHour = volumes[i / scenarios.size() % volumes.length];
      trials.add(new Trial(scenario, perHour, days, seed * 10_000 + i));
    }
    return trials;
  }
}
