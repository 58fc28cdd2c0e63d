package dev.todoku.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does what another one gives it, in that order, and no more than some thousands of
 * tasks behind. It stops at the first failure, which the next call throws.
 *
 * <p>One thread gives.
 */
final class FollowingThread implements AutoCloseable {
  /** To hand over wakes a thread: many tasks at once are handed over. */
  private static final int BATCH = 256;

  private static final int MOST_BATCHES = 32;

  private final ThreadPoolExecutor executor;
  private List<Runnable> batch = new ArrayList<>(BATCH);
  private volatile @Nullable RuntimeException failure;

  FollowingThread(String name) {
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_BATCHES),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            FollowingThread::waitForRoom);
  }

  private static void waitForRoom(Runnable task, ThreadPoolExecutor executor) {
    try {
      executor.getQueue().put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Has {@code task} done after those that were given before. */
  void give(Runnable task) {
    batch.add(task);
    if (batch.size() >= BATCH) {
      handOver();
    }
  }

  /** Waits until all that was given is done. */
  void await() {
    handOver();
    try {
      executor.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    check();
  }

  private void handOver() {
    check();
    List<Runnable> tasks = batch;
    batch = new ArrayList<>(BATCH);
    executor.execute(() -> run(tasks));
  }

  private void run(List<Runnable> tasks) {
    try {
      for (int i = 0; i < tasks.size() && failure == null && !executor.isShutdown(); i++) {
        tasks.get(i).run();
      }
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      failure = new IllegalStateException(e);
    }
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Leaves undone what is not done yet. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a task does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
