package dev.todoku.bench.schedule;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What happens to instances and brokers while input is written. */
@FunctionalInterface
interface Disturbance {
  /** Returns when it is over. */
  void run(Fleet fleet, Cluster cluster) throws IOException, InterruptedException;

  /** The first instance is killed and started again three seconds later. */
  static Disturbance killOfAnInstance() {
    return (fleet, cluster) -> {
      fleet.kill(0);
      TimeUnit.SECONDS.sleep(3);
      fleet.restart(0);
    };
  }

  /** One instance after the other gets no CPU time for so many seconds. */
  static Disturbance starvation(int seconds) {
    return (fleet, cluster) -> {
      for (int number = 0; number < fleet.size(); number++) {
        fleet.starve(number);
        TimeUnit.SECONDS.sleep(seconds);
        fleet.feed(number);
      }
    };
  }

  /** The first broker is stopped and started again after so many seconds. */
  static Disturbance brokerStopped(int seconds) {
    return (fleet, cluster) -> {
      cluster.stop(0);
      TimeUnit.SECONDS.sleep(seconds);
      cluster.restart(0);
    };
  }
}
