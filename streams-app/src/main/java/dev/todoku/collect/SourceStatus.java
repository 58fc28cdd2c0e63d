package dev.todoku.collect;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a source has done so far. Written by the thread that reads the source, read by any.
 *
 * <p>Nothing is dropped without being counted here.
 */
public final class SourceStatus {
  private final String name;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long totalBytes;
  private final AtomicLong tooOld = new AtomicLong();
  private final AtomicLong fromTheFuture = new AtomicLong();
  private final AtomicLong tooLong = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile long lastTime;
  private volatile long lastAt;
  private volatile @Nullable String problem;
  private final SilenceHabit habit = new SilenceHabit();

  /** Nothing has been read. */
  public SourceStatus(String name) {
    this.name = name;
  }

  /** As {@link CollectorSource#name}. */
  public String name() {
    return name;
  }

  /** Entries that were given. */
  public long entries() {
    return entries.get();
  }

  /** Bytes that were read since the start, as they are stored. */
  public long bytes() {
    return bytes.get();
  }

  /** Bytes that there were to be read when it was opened; 0 when unknown. */
  public long totalBytes() {
    return totalBytes;
  }

  /** Entries that are older than what is kept. */
  public long tooOld() {
    return tooOld.get();
  }

  /** Entries that are further ahead of the clock than is accepted. */
  public long fromTheFuture() {
    return fromTheFuture.get();
  }

  /** Lines and messages that are longer than what can be written. */
  public long tooLong() {
    return tooLong.get();
  }

  /** How often something was gone before it was read. */
  public long gaps() {
    return gaps.get();
  }

  /** Event time of the last entry, in milliseconds since 1970, 0 before the first. */
  public long lastTime() {
    return lastTime;
  }

  /** When the last entry was read, in milliseconds since 1970, 0 before the first. */
  public long lastAt() {
    return lastAt;
  }

  /**
   * For how long nothing has been written, where that is longer than is usual for this source; else
   * 0. In milliseconds.
   *
   * @param now wall clock, milliseconds since 1970
   */
  public long silentFor(long now) {
    long allowed = habit.allowed();
    long silence = now - lastTime;
    return allowed > 0 && silence > allowed ? silence : 0;
  }

  /** The longest silence that is usual, in milliseconds; 0 while that is not known. */
  public long usualSilence() {
    return habit.allowed();
  }

  /** Why it cannot be read at the moment, in words that follow its name; null when it can. */
  public @Nullable String problem() {
    return problem;
  }

  /** An entry was given. */
  public void onEntry(long time, long now) {
    entries.incrementAndGet();
    lastTime = time;
    lastAt = now;
    habit.onEntry(time);
  }

  /** So many bytes were read. */
  public void onBytes(long count) {
    bytes.addAndGet(count);
  }

  /** An entry is older than what is kept. */
  public void onTooOld() {
    tooOld.incrementAndGet();
  }

  /** An entry is too far ahead of the clock. */
  public void onFuture() {
    fromTheFuture.incrementAndGet();
  }

  /** A line or message is too long. */
  public void onTooLong() {
    tooLong.incrementAndGet();
  }

  /** Something is gone that was not read. */
  public void onGap() {
    gaps.incrementAndGet();
  }

  /** So much there is to read. */
  public void total(long count) {
    totalBytes = count;
  }

  /**
   * Whether it can be read.
   *
   * @param why in words that follow the name, null when it can
   */
  public void problem(@Nullable String why) {
    problem = why;
  }
}
