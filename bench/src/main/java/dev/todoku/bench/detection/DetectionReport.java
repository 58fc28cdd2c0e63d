package dev.todoku.bench.detection;

import dev.todoku.simulate.Trouble;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Puts what was found into tables. */
final class DetectionReport {
  private static final double MINUTE = 60_000;
  private static final double HOUR = 60 * MINUTE;

  private final List<Found> found;
  private final PrintStream out;

  DetectionReport(List<Found> found, PrintStream out) {
    this.found = found;
    this.out = out;
  }

  void print() {
    blocks();
    nuisances();
    recalls();
    new Totals(found).lines().forEach(text -> line("%s", text));
    line("");
    losses();
    confusion();
    out.flush();
  }

  private void blocks() {
    line(
        "%-18s %4s %6s %7s %6s %7s %6s %6s %6s %8s  %s",
        "block",
        "n",
        "called",
        "min",
        "p90",
        "trials",
        "p90",
        "/bound",
        "right",
        "recovery",
        names());
    byScenario(f -> f.trouble().isBlock())
        .forEach(
            (name, of) -> {
              List<Found> called = of.stream().filter(Found::isDetected).toList();
              Sorted minutes = Sorted.of(called, f -> f.detection().delay() / MINUTE);
              Sorted trials = Sorted.of(called, f -> (double) f.detection().trials());
              Sorted over = Sorted.of(called, f -> f.detection().overBound());
              Sorted recovery =
                  Sorted.of(
                      called.stream().filter(f -> f.recovery() != -1).toList(),
                      f -> f.recovery() / HOUR);
              line(
                  "%-18s %4d %4.0f %% %7.0f %6.0f %7.0f %6.0f %6.2f %4.0f %% %6.1f h  %s",
                  name,
                  of.size(),
                  percent(of, Found::isDetected),
                  minutes.median(),
                  minutes.ninth(),
                  trials.median(),
                  trials.ninth(),
                  over.median(),
                  percent(of, Found::isRight),
                  recovery.median(),
                  rivals(of));
            });
    line("");
  }

  private void nuisances() {
    line("%-23s %4s %13s %6s  %s", "no block", "n", "called block", "right", names());
    byScenario(f -> !f.trouble().isBlock())
        .forEach(
            (name, of) ->
                line(
                    "%-23s %4d %11.1f %% %4.0f %%  %s",
                    name,
                    of.size(),
                    percent(of, Found::isDetected),
                    percent(of, Found::isRight),
                    rivals(of)));
    line("");
  }

  private void recalls() {
    List<Double> volumes = found.stream().map(Found::perHour).distinct().sorted().toList();
    line(
        "%-18s %s",
        "called, by volume",
        volumes.stream().map(v -> String.format(Locale.ROOT, "%9.0f/h", v)).collect(joined()));
    byScenario(f -> f.trouble().isBlock())
        .forEach(
            (name, of) ->
                line(
                    "%-18s %s",
                    name, volumes.stream().map(v -> fraction(of, v)).collect(joined())));
    line("");
  }

  private static String fraction(List<Found> of, double volume) {
    List<Found> these = of.stream().filter(f -> f.perHour() == volume).toList();
    long called = these.stream().filter(Found::isDetected).count();
    return String.format(Locale.ROOT, "%7d/%-3d", called, these.size());
  }

  private void losses() {
    line("%-23s %14s %12s", "good recipients", "removed by rule", "by Todoku");
    byScenario(f -> f.lostByRule() > 0)
        .forEach(
            (name, of) ->
                line(
                    "%-23s %15d %12d",
                    name,
                    of.stream().mapToInt(Found::lostByRule).sum(),
                    of.stream().mapToInt(Found::lost).sum()));
    line("");
  }

  private void confusion() {
    line("what was reported, by what it was:");
    Map<Trouble, Map<String, Integer>> matrix = new TreeMap<>();
    for (Found f : found) {
      Map<String, Integer> row = matrix.computeIfAbsent(f.trouble(), unused -> new TreeMap<>());
      if (f.causes().isEmpty()) {
        row.merge("nothing", 1, Integer::sum);
      }
      f.causes().forEach(cause -> row.merge(cause.name(), 1, Integer::sum));
    }
    matrix.forEach((trouble, row) -> line("  %-18s %s", trouble, row));
    line("");
  }

  private Map<String, List<Found>> byScenario(Predicate<Found> which) {
    return found.stream()
        .filter(which)
        .collect(
            Collectors.groupingBy(
                f -> f.scenario().name(), LinkedHashMap::new, Collectors.toList()));
  }

  private static String names() {
    return "rivals: " + Rivals.ALL.stream().map(Rival::name).collect(Collectors.joining(", "));
  }

  private static String rivals(List<Found> of) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Rivals.ALL.size(); i++) {
      int rival = i;
      text.append(
          String.format(Locale.ROOT, " %4.0f %%", percent(of, f -> f.rivalHits().contains(rival))));
    }
    return text.toString();
  }

  static double percent(List<Found> of, Predicate<Found> which) {
    return 100.0 * of.stream().filter(which).count() / of.size();
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(" ");
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
