package dev.todoku.cli.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks every few seconds whether the heap is so full that its collections leave no time for work.
 * A process in that state answers and processes next to nothing, for hours; its supervisor and its
 * operator see more in one that ends.
 */
final class HeapWatch implements AutoCloseable {
  private static final long EVERY_MS = 5_000;
  private static final double MILLIS = 1_000;
  private static final double MIB = 1024 * 1024;

  /** So much is worth a look: throughput is half of what it could be. */
  private static final double SLOW = 0.5;

  /** So much is no work any more. */
  private static final double STANDSTILL = 0.9;

  private final CollectionShare shares = new CollectionShare();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "todoku-heap-watch");
  private final Consumer<String> exhausted;
  private volatile double share;

  /** Looks only when it is told to. */
  HeapWatch(Consumer<String> exhausted) {
    this.exhausted = exhausted;
  }

  /**
   * Starts to look.
   *
   * @param exhausted is given a sentence for a person, once, when nothing goes on any more
   */
  static HeapWatch start(Consumer<String> exhausted) {
    HeapWatch watch = new HeapWatch(exhausted);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  void bindTo(MeterRegistry meters) {
    Gauge.builder("todoku.heap.collection.ratio", this, watch -> watch.share)
        .description("Share of the latest minute that collections of the heap took, 0 to 1")
        .strongReference(true)
        .register(meters);
    FunctionCounter.builder("todoku.heap.collection.seconds", this, w -> collectedMs() / MILLIS)
        .description("What collections of the heap took since the start")
        .register(meters);
  }

  /** What is wrong, for a person; empty while the heap suffices. */
  Optional<String> problem() {
    return problem(share, Runtime.getRuntime().maxMemory());
  }

  static Optional<String> problem(double share, long heapBytes) {
    return share < SLOW
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "collections took %.0f %% of the last minute: the heap of %.0f MiB is too small,"
                    + " give more with -Xmx",
                100 * share,
                heapBytes / MIB));
  }

  /** Whether a process should end that spends so much of its time on collections. */
  static boolean isStandstill(double share) {
    return share >= STANDSTILL;
  }

  /**
   * Takes in a reading, as {@link CollectionShare#add} does, and says so at a standstill.
   *
   * @return whether to go on
   */
  boolean look(long atMs, long collectedMs) {
    share = shares.add(atMs, collectedMs);
    boolean isOver = isStandstill(share);
    if (isOver) {
      exhausted.accept(problem().orElseThrow());
    }
    return !isOver;
  }

  private void run() {
    try {
      while (look(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), collectedMs())
          && !stop.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        // The next look.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long collectedMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
