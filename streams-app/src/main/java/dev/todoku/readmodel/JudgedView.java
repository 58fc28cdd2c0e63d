package dev.todoku.readmodel;

import dev.todoku.watermark.StageWatermark;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * As of when figures and incidents hold: how far the mail to providers has been judged, on all
 * instances. Safe for use by several threads.
 */
public final class JudgedView {
  /** Event time passes in steps, and nobody need see a wait that is always there. */
  private static final long UNREMARKABLE_MS = 60_000;

  private final Map<Integer, StageWatermark> tasks = new ConcurrentHashMap<>();

  /** A task of the stage that judges says how far it has come. */
  public void add(StageWatermark progress) {
    tasks.put(progress.partition(), progress);
  }

  /**
   * Event time, epoch milliseconds, up to which everything is judged; 0 while that is not known.
   */
  public long until() {
    return tasks.values().stream()
        .filter(task -> !task.idle())
        .mapToLong(StageWatermark::time)
        .min()
        .orElseGet(() -> tasks.values().stream().mapToLong(StageWatermark::time).max().orElse(0));
  }

  /**
   * How far judging is behind the mail that has been written, milliseconds; 0 when it is not behind
   * by more than a minute.
   */
  public long behindMs() {
    long behind = tasks.values().stream().mapToLong(StageWatermark::behindMs).max().orElse(0);
    return behind > UNREMARKABLE_MS ? behind : 0;
  }

  /** The input that holds up the task furthest behind, null when none does. */
  public @Nullable String heldUpBy() {
    StageWatermark slowest = null;
    for (StageWatermark task : tasks.values()) {
      if (task.behindMs() > UNREMARKABLE_MS
          && (slowest == null || task.behindMs() > slowest.behindMs())) {
        slowest = task;
      }
    }
    return slowest == null ? null : slowest.heldUpBy();
  }
}
