package dev.todoku.cli.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the demo tidy up when the process is asked to end (Ctrl-C): the request is noted, and the
 * process ends when the demo has closed this.
 */
final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a shell reports of a process that ended by SIGINT. */
  private static final int INTERRUPTED = 130;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch tidy = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "demo-stop");
  private volatile int exitCode = INTERRUPTED;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits for a request, which is the regular end from now on. */
  void await(int regularExitCode) throws InterruptedException {
    exitCode = regularExitCode;
    requested.await();
  }

  private void onShutdown() {
    requested.countDown();
    try {
      if (tidy.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    tidy.countDown();
    if (!isRequested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
