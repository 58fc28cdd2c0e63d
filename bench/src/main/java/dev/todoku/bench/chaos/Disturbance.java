package dev.todoku.bench.chaos;

import java.io.IOException;

/** What happens to instances and brokers while input is written. */
@FunctionalInterface
interface Disturbance {
  /** Returns when it is over. */
  void run(Fleet fleet, Cluster cluster) throws IOException, InterruptedException;
}
