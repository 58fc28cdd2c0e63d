package dev.todoku.bench.detection;

import dev.todoku.simulate.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * How often a block was called where there was nothing. Clean are all minutes outside of episodes;
 * what grows within a drift is counted apart. Of a stream all is counted that is reported of the
 * mail to its provider: of four source IPs and two From domains.
 */
record FalseAlarms(String name, int count, double months) {
  private static final double MONTH_MINUTES = 43_200;

  /** A line for Todoku and one for each rival. */
  static List<String> of(List<Found> found) {
    List<Found> drifts = found.stream().filter(f -> f.trouble() == Trouble.DRIFT).toList();
    List<FalseAlarms> all = new ArrayList<>();
    all.add(count("false alarms, clean", found, Found::falseAlarms, Found::minutesOutside));
    all.add(
        count("false alarms, drift", drifts, f -> f.isDetected() ? 1 : 0, Found::minutesWithin));
    for (int i = 0; i < Rivals.ALL.size(); i++) {
      int rival = i;
      all.add(
          count(
              "  clean, " + Rivals.ALL.get(i).name(),
              found,
              f -> f.rivalFalse().get(rival),
              Found::minutesOutside));
    }
    return all.stream().map(FalseAlarms::text).toList();
  }

  private static FalseAlarms count(
      String name, List<Found> found, ToIntFunction<Found> alarms, ToLongFunction<Found> minutes) {
    return new FalseAlarms(
        name,
        found.stream().mapToInt(alarms).sum(),
        found.stream().mapToLong(minutes).sum() / MONTH_MINUTES);
  }

  private String text() {
    return String.format(
        Locale.ROOT, "%-42s %.4f a stream-month (%d in %.1f)", name, count / months, count, months);
  }
}
