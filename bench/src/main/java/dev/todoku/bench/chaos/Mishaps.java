package dev.todoku.bench.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What befalls a cluster and a fleet of two instances, one thing after the other. */
final class Mishaps {
  private final Fleet fleet;
  private final Cluster cluster;
  private final List<String> only;
  private final Consumer<String> progress;
  private final List<Mishap> past = new ArrayList<>();

  /**
   * One of them.
   *
   * @param at when it began, milliseconds since 1970
   */
  record Mishap(long at, String what) {}

  private record Planned(String name, String what, Disturbance how) {}

  /**
   * None yet.
   *
   * @param only names of those that happen; empty for all
   */
  Mishaps(Fleet fleet, Cluster cluster, List<String> only, Consumer<String> progress) {
    this.fleet = fleet;
    this.cluster = cluster;
    this.only = List.copyOf(only);
    this.progress = progress;
  }

  /** Lets all happen, spread over so many seconds; returns after the last one. */
  void run(long seconds) throws IOException, InterruptedException {
    List<Planned> planned =
        only.isEmpty()
            ? plan()
            : Stream.concat(plan().stream(), onDemand().stream())
                .filter(p -> only.contains(p.name()))
                .toList();
    long begun = System.nanoTime();
    for (int number = 0; number < planned.size(); number++) {
      long due = begun + TimeUnit.SECONDS.toNanos(seconds * (number + 1) / (planned.size() + 1));
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      Planned next = planned.get(number);
      synchronized (past) {
        past.add(new Mishap(System.currentTimeMillis(), next.what()));
      }
      progress.accept(next.what());
      next.how().run(fleet, cluster);
    }
  }

  /** What caused {@code silence}: the first that began within it, else the last before it. */
  String causeOf(SilenceWatch.Silence silence) {
    synchronized (past) {
      List<Mishap> before = past.stream().filter(m -> m.at() < silence.from()).toList();
      if (before.size() < past.size() && past.get(before.size()).at() < silence.until()) {
        return past.get(before.size()).what();
      }
      return before.isEmpty() ? "start" : before.get(before.size() - 1).what();
    }
  }

  /** How long before {@code time} the last thing happened, and what, for a person. */
  String sinceLast(long time) {
    synchronized (past) {
      return past.stream()
          .filter(mishap -> mishap.at() <= time)
          .reduce((earlier, later) -> later)
          .map(mishap -> "%.1f s after %s".formatted((time - mishap.at()) / 1e3, mishap.what()))
          .orElse("start");
    }
  }

  /** The names of all that may happen. */
  static List<String> names() {
    return Stream.concat(plan().stream(), onDemand().stream()).map(Planned::name).toList();
  }

  /** What takes long, and happens only when asked for. */
  private static List<Planned> onDemand() {
    return List.of(
        new Planned(
            "brokers-away",
            "kill -9 of all brokers, started again after 10 min",
            (fleet, cluster) -> {
              cluster.killAll();
              TimeUnit.MINUTES.sleep(10);
              cluster.restartAll();
            }),
        new Planned(
            "brokers-frozen",
            "SIGSTOP of all brokers for 90 s",
            (fleet, cluster) -> {
              cluster.freezeAll();
              TimeUnit.SECONDS.sleep(90);
              cluster.thawAll();
            }),
        new Planned(
            "brokers-rolled",
            "restart of one broker after the other: each partition changes its leader",
            (fleet, cluster) -> {
              for (int node = 0; node < cluster.size(); node++) {
                cluster.stop(node);
                cluster.restart(node);
                TimeUnit.SECONDS.sleep(10);
              }
            }),
        new Planned(
            "instance-killed-often",
            "kill -9 of an instance, ten times in a row while it restores",
            (fleet, cluster) -> {
              for (int time = 0; time < 10; time++) {
                fleet.kill(0);
                fleet.restart(0);
                TimeUnit.SECONDS.sleep(time);
              }
            }),
        new Planned(
            "instance-frozen",
            "SIGSTOP of an instance for 90 s",
            (fleet, cluster) -> {
              fleet.starve(1);
              TimeUnit.SECONDS.sleep(90);
              fleet.feed(1);
            }));
  }

  private static List<Planned> plan() {
    return List.of(
        new Planned(
            "instance-killed",
            "kill -9 of an instance, started again after 5 s",
            (fleet, cluster) -> {
              fleet.kill(0);
              TimeUnit.SECONDS.sleep(5);
              fleet.restart(0);
            }),
        new Planned(
            "broker-killed",
            "kill -9 of a broker, started again after 10 s",
            (fleet, cluster) -> {
              cluster.kill(cluster.size() - 1);
              TimeUnit.SECONDS.sleep(10);
              cluster.restart(cluster.size() - 1);
            }),
        new Planned(
            "instance-starved",
            "SIGSTOP of an instance for 20 s",
            (fleet, cluster) -> {
              fleet.starve(1);
              TimeUnit.SECONDS.sleep(20);
              fleet.feed(1);
            }),
        new Planned(
            "rolling-restart",
            "rolling restart with another setting",
            (fleet, cluster) -> {
              fleet.set("senders.bounce.min.volume", "200");
              for (int number = 0; number < fleet.size(); number++) {
                fleet.stop(number);
                fleet.restart(number);
              }
            }),
        new Planned("scaled-up", "scale from two to three", (fleet, cluster) -> fleet.add()),
        new Planned(
            "scaled-down",
            "scale from three to one",
            (fleet, cluster) -> {
              fleet.removeLast();
              fleet.removeLast();
            }));
  }
}
