package dev.todoku.bench.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Finds out how well blocks are distinguished from everything else, and prints it beside its
 * rivals.
 */
@Command(
    name = "bench/detection",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends simulated mail with one episode per stream through the stages Providers, Senders and",
      "Incidents, and prints what was reported of it, beside rules that other tools use.",
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

  @Option(
      names = "--threads",
      defaultValue = "0",
      description = "How many streams at a time. Default: as many as there are processors")
  private int threads;

  @Option(
      names = "--every",
      defaultValue = "0",
      description = "Print the report after so many streams, too. Default: at the end only")
  private int every;

  public static void main(String[] args) {
    System.exit(new CommandLine(new DetectionBench()).execute(args));
  }

  @Override
  public void run() {
    List<Scenario> scenarios =
        Scenario.all().stream().filter(scenario -> scenario.name().contains(only)).toList();
    if (scenarios.isEmpty()) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "no trouble is called \"" + only + "\"");
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    try {
      measure(
          EpisodeRun.of(scenarios, streams, days, seed, volumes).stream()
              .map(trial -> workers.submit(trial::run))
              .toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private void measure(List<Future<Found>> futures)
      throws InterruptedException, ExecutionException {
    List<Found> found = new ArrayList<>();
    for (Future<Found> future : futures) {
      found.add(future.get());
      System.err.printf("\r%d of %d streams", found.size(), futures.size());
      boolean isLast = found.size() == futures.size();
      if (isLast || (every > 0 && found.size() % every == 0)) {
        System.err.println();
        System.out.printf("%d streams of %d days%n%n", found.size(), days);
        new DetectionReport(found, System.out).print();
      }
    }
  }
}
