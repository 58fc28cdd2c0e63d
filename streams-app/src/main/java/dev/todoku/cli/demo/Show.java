package dev.todoku.cli.demo;

import dev.todoku.cli.base.Failure;
import dev.todoku.text.CauseMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Feeds the pipeline and shows what comes out of it, until everything has. */
final class Show {
  private static final Duration POLL = Duration.ofMillis(100);

  /** When nothing has come for so long although it should, nothing more will. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DemoCluster cluster;
  private final Feeder feeder;
  private final Expectations expectations;
  private final DemoWords words;
  private final Interruption interruption;
  private final Rate rate = new Rate();
  private long outcomes;
  private long progressAt;
  private long firstOutcomeAt;

  Show(
      DemoCluster cluster,
      Feeder feeder,
      Expectations expectations,
      DemoWords words,
      Interruption interruption) {
    this.cluster = cluster;
    this.feeder = feeder;
    this.expectations = expectations;
    this.words = words;
    this.interruption = interruption;
  }

  /**
   * Runs until everything expected has come, or nothing comes any more.
   *
   * @param open opens the display
   * @return false when it was interrupted
   */
  boolean run(OutputView board, Supplier<Display> open) throws InterruptedException {
    FutureTask<Void> feeding = new FutureTask<>(feeder, null);
    new Thread(feeding, "demo-feeder").start();
    progressAt = System.nanoTime();
    try (Watcher watcher = new Watcher(board, cluster.clients());
        Display display = open.get()) {
      while (!interruption.isRequested()) {
        display.refresh(moment(board));
        if (isOver(board)) {
          return true;
        }
        watcher.poll(POLL, display);
        note(board);
        check(feeding);
      }
      return false;
    } finally {
      feeder.stop();
      awaitEnd(feeding);
    }
  }

  /** When the first outcome was read, by {@link System#nanoTime}. */
  long firstOutcomeAt() {
    return firstOutcomeAt;
  }

  private DemoFrame moment(OutputView board) {
    long events = feeder.events();
    return new DemoFrame(board, feeder.phase(), events, rate.perSecond(System.nanoTime(), events));
  }

  private void note(OutputView board) {
    if (board.outcomeRecords() > outcomes) {
      firstOutcomeAt = outcomes == 0 ? System.nanoTime() : firstOutcomeAt;
      outcomes = board.outcomeRecords();
      progressAt = System.nanoTime();
    }
    feeder.shown(Math.max(board.clock(), Demo.beginOfDay()));
    boolean isGenuineOver = expectations.genuine().isSeenOn(board) || isStuck();
    if (feeder.phase() == Feeder.Phase.GENUINE && isGenuineOver) {
      progressAt = System.nanoTime();
      feeder.goOn();
    }
  }

  private boolean isStuck() {
    return System.nanoTime() - progressAt > PATIENCE.toNanos();
  }

  private boolean isOver(OutputView board) {
    return feeder.phase() == Feeder.Phase.ENDED
        && (isStuck() || expectations.areMetBy(board, words));
  }

  private void check(FutureTask<Void> feeding) throws InterruptedException {
    if (cluster.hasFailed()) {
      throw Failure.of("demo.stopped");
    }
    if (feeding.isDone()) {
      awaitEnd(feeding);
    }
  }

  private static void awaitEnd(FutureTask<Void> feeding) throws InterruptedException {
    try {
      feeding.get();
    } catch (ExecutionException e) {
      throw Failure.of(e, "demo.feeding", CauseMessage.of(e));
    }
  }
}
