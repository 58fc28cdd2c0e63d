package dev.todoku.bench.detection;

import dev.todoku.schema.Cause;
import dev.todoku.simulate.Trouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out how well blocks are told from everything else, and prints it beside its rivals. */
@Command(
    name = "bench/detection",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends simulated mail with one episode per stream through the stages Providers, Senders and",
      "Incidents, and prints what was told of it, beside rules that other tools use.",
      ""
    })
public final class DetectionBench implements Runnable {
  @Option(names = "--streams", defaultValue = "480", description = "How many streams. Default: 480")
  private int streams;

  @Option(names = "--days", defaultValue = "23", description = "Days of each. Default: 23")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed. 1 to 9 are for reporting, 100 and more for tuning. Default: 1")
  private long seed;

  @Option(
      names = "--volumes",
      split = ",",
      defaultValue = "6,20,60,200",
      description = "Single mails an hour of a source IP, in turn. Default: 6,20,60,200")
  private double[] volumes;

  @Option(names = "--only", description = "Only troubles whose name contains this.")
  private String only = "";

  public static void main(String[] args) {
    System.exit(new CommandLine(new DetectionBench()).execute(args));
  }

  @Override
  public void run() {
    List<Found> found = new ArrayList<>();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Found>> futures =
          Trial.all(streams, days, seed, volumes).stream()
              .filter(trial -> trial.name().contains(only))
              .map(trial -> workers.submit(trial::run))
              .toList();
      for (Future<Found> future : futures) {
        found.add(future.get());
        System.err.printf("\r%d of %d streams", found.size(), futures.size());
      }
      System.err.println();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
    print(found);
  }

  private static void print(List<Found> found) {
    Map<String, List<Found>> byScenario =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.scenario().name(), LinkedHashMap::new, Collectors.toList()));
    line(
        "%-24s %4s %7s %9s %9s %7s   %s",
        "episode",
        "n",
        "block",
        "delay",
        "/bound",
        "right",
        "rivals: " + String.join(", ", Trial.RIVALS));
    byScenario.forEach(DetectionBench::print);
    line("");
    report(
        "recall, explicit, rho >= 20 %",
        found, f -> isExplicit(f) && f.scenario().fraction() >= .2);
    report("recall, masked", found, f -> f.scenario().trouble() == Trouble.MASKED);
    report(
        "recall, <= 30 mails an hour",
        found,
        f ->
            f.scenario().trouble().isBlock() && f.perHour() <= 30 && f.scenario().fraction() >= .2);
    report(
        "recall, > 30 mails an hour",
        found,
        f -> f.scenario().trouble().isBlock() && f.perHour() > 30 && f.scenario().fraction() >= .2);
    double months = found.stream().mapToLong(Found::cleanMinutes).sum() / 43_200.0;
    line(
        "%-32s %.4f a stream-month (%d in %.0f)",
        "false alarms outside of episodes",
        found.stream().mapToInt(Found::falseAlarms).sum() / months,
        found.stream().mapToInt(Found::falseAlarms).sum(),
        months);
    for (int i = 0; i < Trial.RIVALS.size(); i++) {
      int rival = i;
      line(
          "%-32s %.4f",
          "  " + Trial.RIVALS.get(i),
          found.stream().mapToInt(f -> f.rivalFalse().get(rival)).sum() / months);
    }
    List<Found> told =
        found.stream()
            .filter(f -> f.scenario().trouble().cause() != null && !f.causes().isEmpty())
            .toList();
    line(
        "%-32s %.3f of %d",
        "right cause, of what was told",
        told.stream().filter(DetectionBench::isRight).count() / (double) Math.max(1, told.size()),
        told.size());
    line("");
    confusion(found);
  }

  private static void print(String name, List<Found> found) {
    List<Found> detected = found.stream().filter(Found::isDetected).toList();
    double blocks = detected.size() / (double) found.size();
    StringBuilder rivals = new StringBuilder();
    for (int i = 0; i < Trial.RIVALS.size(); i++) {
      int rival = i;
      rivals.append(
          String.format(
              Locale.ROOT,
              " %4.0f %%",
              100.0
                  * found.stream().filter(f -> f.rivalHits().contains(rival)).count()
                  / found.size()));
    }
    line(
        "%-24s %4d %5.0f %% %7.1f m %9.2f %5.0f %%  %s",
        name,
        found.size(),
        100 * blocks,
        median(detected.stream().map(Found::delayMinutes).toList()),
        median(detected.stream().map(Found::overBound).toList()),
        100.0 * found.stream().filter(DetectionBench::isRight).count() / found.size(),
        rivals);
  }

  private static void report(String name, List<Found> found, Predicate<Found> which) {
    List<Found> of = found.stream().filter(which).toList();
    line(
        "%-32s %.3f of %d",
        name,
        of.stream().filter(Found::isDetected).count() / (double) Math.max(1, of.size()),
        of.size());
  }

  private static boolean isExplicit(Found found) {
    return switch (found.scenario().trouble()) {
      case REFUSED, DEFERRED, RAMP, LISTED, DOMAIN_REFUSED, NETWORK_REFUSED -> true;
      default -> false;
    };
  }

  /** Whether what was told is what it was; nothing where there was nothing. */
  private static boolean isRight(Found found) {
    Cause cause = found.scenario().trouble().cause();
    return cause == null
        ? found.causes().stream().noneMatch(Trouble::isBlock)
        : found.causes().contains(cause)
            && (Trouble.isBlock(cause) || found.causes().stream().noneMatch(Trouble::isBlock));
  }

  private static void confusion(List<Found> found) {
    line("what was told, by what it was:");
    Map<Trouble, Map<String, Integer>> matrix = new TreeMap<>();
    for (Found f : found) {
      Map<String, Integer> row =
          matrix.computeIfAbsent(f.scenario().trouble(), unused -> new TreeMap<>());
      if (f.causes().isEmpty()) {
        row.merge("nothing", 1, Integer::sum);
      }
      f.causes().forEach(cause -> row.merge(cause.name(), 1, Integer::sum));
    }
    matrix.forEach((trouble, row) -> line("  %-18s %s", trouble, row));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  private static void line(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
