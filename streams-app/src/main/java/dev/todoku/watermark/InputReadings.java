package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** How far each input of a task has been read, and since when it is silent. */
final class InputReadings {
  /** Of an event time: nothing was read. */
  static final long NONE = -1;

  private static final long MINUTE_MS = 60_000;

  private final List<String> inputs;
  private final long patienceMs;
  private final long[] seen;

  /** Wall time up to which the records of an input came, NONE before the first tick. */
  private final long[] quietSince;

  private final boolean[] hasSpoken;
  private final long[] processedUntil;

  /** Wall time of the last record, and since when records come without a longer pause. */
  private long lastRecordAt = NONE;

  private long busySince = NONE;
  private long earliest = NONE;

  /**
   * Nothing has been read.
   *
   * @param patienceMs for how long an input must be silent to be left out
   */
  InputReadings(List<String> inputs, long patienceMs) {
    this.inputs = List.copyOf(inputs);
    this.patienceMs = patienceMs;
    this.seen = filled(inputs.size());
    this.quietSince = filled(inputs.size());
    this.hasSpoken = new boolean[inputs.size()];
    this.processedUntil = new long[inputs.size()];
  }

  private static long[] filled(int size) {
    long[] times = new long[size];
    Arrays.fill(times, NONE);
    return times;
  }

  /** A record of an input has been read. Returns whether the input has come to its next minute. */
  boolean onRecord(int input, long time, long now) {
    if (lastRecordAt == NONE || now - lastRecordAt > patienceMs) {
      busySince = now;
    }
    lastRecordAt = now;
    earliest = earliest == NONE ? time : Math.min(earliest, time);
    hasSpoken[input] = true;
    boolean isNextMinute = Math.floorDiv(time, MINUTE_MS) > Math.floorDiv(seen[input], MINUTE_MS);
    seen[input] = Math.max(seen[input], time);
    return isNextMinute;
  }

  /**
   * Time has passed.
   *
   * @param proven until when everything written to an input has been processed, by its name
   */
  void onWallClock(long now, ToLongFunction<String> proven) {
    for (int i = 0; i < seen.length; i++) {
      processedUntil[i] = Math.min(now, proven.applyAsLong(inputs.get(i)));
      if (hasSpoken[i] || quietSince[i] == NONE) {
        quietSince[i] = now;
        hasSpoken[i] = false;
      }
    }
  }

  int count() {
    return seen.length;
  }

  String name(int input) {
    return inputs.get(input);
  }

  /** The number of an input, negative for what is none. */
  int number(String input) {
    return inputs.indexOf(input);
  }

  /** The highest event time that was read of an input, {@link #NONE} before the first. */
  long seen(int input) {
    return seen[input];
  }

  /** The lowest event time that was read of any, {@link #NONE} before the first. */
  long earliest() {
    return earliest;
  }

  /** The highest event time that was read of any, {@link #NONE} before the first. */
  long furthest() {
    long furthest = NONE;
    for (long time : seen) {
      furthest = Math.max(furthest, time);
    }
    return furthest;
  }

  /** Until when, by the wall clock, all that was written to an input has been processed. */
  long processedUntil(int input) {
    return processedUntil[input];
  }

  /** The same of all inputs. */
  long leastProcessed() {
    long least = Long.MAX_VALUE;
    for (long until : processedUntil) {
      least = Math.min(least, until);
    }
    return least;
  }

  /** Whether an input is proven to have been silent for long enough to be left out of a replay. */
  boolean isSilent(int input) {
    if (busySince == NONE && seen[input] == NONE) {
      return processedUntil[input] > 0;
    }
    long since = Math.max(quietSince[input], busySince);
    return !hasSpoken[input] && processedUntil[input] - since >= patienceMs;
  }

  /** For how long all inputs are proven to be silent, milliseconds of the wall clock. */
  long quietForMs() {
    long quietFor = Long.MAX_VALUE;
    for (int i = 0; i < seen.length; i++) {
      quietFor = Math.min(quietFor, processedUntil[i] - quietSince[i]);
    }
    return Math.max(0, quietFor);
  }

  /** How long something is known to be unread, milliseconds of the wall clock. */
  long unreadForMs(long now) {
    long unread = 0;
    for (long until : processedUntil) {
      unread = until == 0 ? unread : Math.max(unread, now - until);
    }
    return unread;
  }

  void write(BinaryWriter out) {
    out.writeSigned(earliest);
    out.writeVarLong(seen.length);
    for (long time : seen) {
      out.writeSigned(time);
    }
  }

  /** Reads what {@link #write} wrote; returns false, and no more, when it is of other inputs. */
  boolean read(BinaryReader in) {
    earliest = in.readSigned();
    if (in.readVarInt() != seen.length) {
      return false;
    }
    for (int i = 0; i < seen.length; i++) {
      seen[i] = in.readSigned();
    }
    return true;
  }
}
