package dev.todoku.collect.push;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entries that others bring and that wait to be stored. It has a bound: who brings more waits, or
 * is turned away.
 *
 * <p>{@link #offer} may be called by any thread, all else by the one that collects.
 */
public final class Inbox implements CollectorSource {
  private final SourceStatus status;
  private final @Nullable SeenMails seen;
  private final BlockingQueue<Waiting> waiting;
  private final List<CompletableFuture<Void>> taken = new ArrayList<>();
  private final Map<String, byte[]> changed = new HashMap<>();
  private long readUntil;

  private record Waiting(CollectedEntry entry, long arrivedAt, CompletableFuture<Void> stored) {}

  /**
   * Empty.
   *
   * @param name what it is called in messages
   * @param most entries that may wait
   * @param seen by which an entry that is brought again is known; null for entries that may be
   *     alike
   */
  public Inbox(String name, int most, @Nullable SeenMails seen) {
    status = new SourceStatus(name);
    waiting = new ArrayBlockingQueue<>(most);
    this.seen = seen;
  }

  /**
   * Brings an entry; waits for room.
   *
   * @param now wall clock, milliseconds since 1970
   * @return completes when it is stored, and with an exception when it could not be and should be
   *     brought again; null when there was no room in time
   */
  public @Nullable CompletableFuture<Void> offer(CollectedEntry entry, long now, long timeoutMs)
      throws InterruptedException {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    boolean isTaken =
        waiting.offer(new Waiting(entry, now, stored), timeoutMs, TimeUnit.MILLISECONDS);
    return isTaken ? stored : null;
  }

  @Override
  public String name() {
    return status.name();
  }

  @Override
  public void poll(long now) {
    if (waiting.isEmpty()) {
      readUntil = now;
    }
  }

  @Override
  public long nextTime() {
    Waiting next = waiting.peek();
    return next == null ? NOTHING : next.entry().time();
  }

  @Override
  public @Nullable CollectedEntry take() {
    Waiting next = waiting.poll();
    taken.add(next.stored());
    status.onBytes(next.entry().value().length);
    if (seen != null && !seen.add(next.entry().value(), next.arrivedAt(), changed)) {
      return null;
    }
    return next.entry();
  }

  @Override
  public long readUntil() {
    return readUntil;
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    Map<String, byte[]> copy = new HashMap<>(changed);
    changed.clear();
    return copy;
  }

  @Override
  public void committed() {
    taken.forEach(stored -> stored.complete(null));
    taken.clear();
  }

  @Override
  public void failed() {
    changed.clear();
    IllegalStateException why = new IllegalStateException("could not be stored");
    taken.forEach(stored -> stored.completeExceptionally(why));
    taken.clear();
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  /** Whoever waits is turned away. */
  @Override
  public void close() {
    failed();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.stored().completeExceptionally(new IllegalStateException("is being stopped"));
    }
  }
}
