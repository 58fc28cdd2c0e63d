package dev.todoku.dns;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** Lets so many pass at once; others wait in a line, which has an end too. */
final class QueryLimiter {
  /** Who waits costs memory. */
  private static final int LONGEST_LINE = 100_000;

  private final Queue<CompletableFuture<Void>> line = new ArrayDeque<>();
  private int free;

  QueryLimiter(int places) {
    free = places;
  }

  /**
   * Completes when there is a place; whoever gets it must {@link #leave}. Fails with {@link
   * RejectedExecutionException} when the line is full.
   */
  synchronized CompletableFuture<Void> pass() {
    if (free > 0) {
      free--;
      return CompletableFuture.completedFuture(null);
    }
    if (line.size() == LONGEST_LINE) {
      return CompletableFuture.failedFuture(
          new RejectedExecutionException(LONGEST_LINE + " questions wait already"));
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    line.add(turn);
    return turn;
  }

  /** Gives the place to the next in the line. */
  void leave() {
    CompletableFuture<Void> next = freeOrNext();
    if (next != null) {
      next.complete(null);
    }
  }

  private synchronized CompletableFuture<Void> freeOrNext() {
    CompletableFuture<Void> next = line.poll();
    free += next == null ? 1 : 0;
    return next;
  }
}
