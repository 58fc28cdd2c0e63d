package dev.todoku.bench.detection;

import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.List;

/** One stream with one episode, from the first day to the last, through the stages. */
final class EpisodeRun {
  /** What fires again within this time is one false alarm. */
  static final long MERGED = 6 * 60 * 60_000L;

  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final long START = 1_780_272_000_000L;

  /** After an episode its consequences may still be reported: bounces come late. */
  private static final long AFTERMATH = 12 * 60 * MINUTE;

  private final Scenario scenario;
  private final double perHour;
  private final Episode episode;
  private final ProviderTraffic traffic;
  private final long end;

  private EpisodeRun(Scenario scenario, double perHour, int days, long seed) {
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

  /** Trials of all scenarios in turn, for each volume in turn. */
  static List<EpisodeRun> of(
      List<Scenario> scenarios, int streams, int days, long seed, double[] volumes) {
    List<EpisodeRun> trials = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      Scenario scenario = scenarios.get(i % scenarios.size());
      double perHour = volumes[i / scenarios.size() % volumes.length];
      trials.add(new EpisodeRun(scenario, perHour, days, seed * 10_000 + i));
    }
    return trials;
  }

  Found run() {
    DetectionStages stages = new DetectionStages();
    Bound bound = new Bound(episode);
    Heard reported = new Heard(episode, bound);
    Rivals rivals = new Rivals();
    Losses losses = new Losses(traffic.wronglyUnknown());
    long within = 0;
    int exemptionsRead = 0;
    for (long time = START; time < end; time += MINUTE) {
      List<ProviderDelta> deltas = traffic.minute(time);
      List<ProviderDelta> ofStream = deltas.stream().filter(this::isHit).toList();
      bound.add(time, ofStream);
      rivals.add(time, ofStream, isWithin(episode, time));
      within += isWithin(episode, time) ? 1 : 0;
      losses.record(deltas);
      stages.process(deltas, time + MINUTE).forEach(reported::record);
      List<SuppressionExemption> exemptions = stages.exemptions();
      exemptions.subList(exemptionsRead, exemptions.size()).forEach(losses::record);
      exemptionsRead = exemptions.size();
    }
    return new Found(
        scenario,
        perHour,
        reported.detection(),
        reported.recovery(),
        reported.causes(),
        reported.falseAlarms(),
        within,
        (end - START) / MINUTE - within,
        rivals.hits(),
        rivals.falseAlarms(),
        losses.byRule(),
        losses.forGood());
  }

  /** Whether it is of the stream that the episode hits. */
  private boolean isHit(ProviderDelta delta) {
    return scenario.trouble() == Trouble.DOMAIN_REFUSED
        ? delta.fromDomain().equals(ProviderTraffic.fromDomainHit())
        : delta.sourceIp().equals(ProviderTraffic.sourceIpHit());
  }

  static boolean isWithin(Episode episode, long time) {
    return time > episode.start() && time <= episode.end() + AFTERMATH;
  }
}
