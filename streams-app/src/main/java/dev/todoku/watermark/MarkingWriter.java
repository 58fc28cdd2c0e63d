package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/** One writer of ours that writes to the inputs of a task: the marks that were read of it. */
final class MarkingWriter {
  private static final long NEVER = -1;

  private final Deque<ReadTime> unproven = new ArrayDeque<>();

  /** Up to which event time its marks hold, by input. */
  private final long[] believed;

  private long latest;
  private long latestReadAt = NEVER;
  private long leaseMs;
  private long behindMs;
  private long provenUntil;

  /** The latest mark that may hold in its place among the events. */
  private long usable;

  /** Whether it has caught up with the others: who joins far behind holds nobody up. */
  private boolean hasJoined;

  private WatermarkRecord.State state = WatermarkRecord.State.IDLE;

  MarkingWriter(int inputs) {
    believed = new long[inputs];
  }

  /**
   * Reads a mark.
   *
   * @param joinsFrom from which time on the writer keeps up with the others
   */
  void onMark(WatermarkRecord mark, long joinsFrom, long now) {
    latest = Math.max(latest, mark.time());
    hasJoined |= latest >= joinsFrom;
    latestReadAt = now;
    leaseMs = mark.leaseMs();
    behindMs = mark.behindMs();
    provenUntil = mark.provenUntil();
    state = mark.state();
    unproven.addLast(new ReadTime(latest, now));
  }

  /** No idle intake may find anything older than what was marked: the latest mark may hold. */
  void useLatest() {
    usable = latest;
  }

  /** Lets marks hold that were read before all was processed which the inputs held by then. */
  void believe(InputReadings readings, long idleProven, long now) {
    // Read before a restart: no later than now.
    if (latestReadAt == NEVER) {
      latestReadAt = now;
      unproven.addLast(new ReadTime(latest, now));
    }
    for (int i = 0; i < believed.length; i++) {
      for (ReadTime mark : unproven) {
        // What was written in the very millisecond of the proof is not proven by it.
        if (mark.readAt() < Math.min(readings.processedUntil(i), idleProven)) {
          believed[i] = Math.max(believed[i], mark.time());
        }
      }
    }
    for (ReadTime mark : unproven) {
      if (mark.readAt() < idleProven) {
        usable = Math.max(usable, mark.time());
      }
    }
    long proven = Math.min(idleProven, readings.leastProcessed());
    while (!unproven.isEmpty() && unproven.peekFirst().readAt() < proven) {
      unproven.removeFirst();
    }
  }

  /** How far it has come on an input that was read up to {@code seen}. */
  long current(int input, long seen) {
    return Math.max(believed[input], Math.min(seen, usable));
  }

  boolean isWaitedFor() {
    return hasJoined && state != WatermarkRecord.State.IDLE;
  }

  /** Whether it reads itself, and proves by that until when there was nothing to read. */
  boolean isIntake() {
    return leaseMs == 0;
  }

  boolean isIdle() {
    return state == WatermarkRecord.State.IDLE;
  }

  long provenUntil() {
    return provenUntil;
  }

  long behindMs() {
    return behindMs;
  }

  /**
   * Whether nobody need wait for it any longer: who has closed is waited for until what it marked
   * last is believed and the watermark has come as far, which another writer may delay; who is
   * gone, for its lease.
   */
  boolean isOver(long current, long marksProcessedUntil) {
    boolean isClosed = state == WatermarkRecord.State.CLOSED;
    boolean isDone = isClosed && unproven.isEmpty() && current >= latest;
    boolean isGone = !isClosed && leaseMs > 0 && marksProcessedUntil - latestReadAt > leaseMs;
    return isDone || isGone;
  }

  void write(BinaryWriter out, String name) {
    out.writeBytes(new WatermarkRecord(name, latest, state, leaseMs, 0, 0).encode());
    out.writeByte(hasJoined ? 1 : 0);
    for (long time : believed) {
      out.writeVarLong(time);
    }
  }

  /** Reads what {@link #write} wrote behind the record of the last mark. */
  static MarkingWriter read(BinaryReader in, WatermarkRecord last, int inputs) {
    MarkingWriter writer = new MarkingWriter(inputs);
    writer.latest = last.time();
    writer.state = last.state();
    writer.leaseMs = last.leaseMs();
    writer.hasJoined = in.readByte() == 1;
    for (int i = 0; i < inputs; i++) {
      writer.believed[i] = in.readVarLong();
    }
    return writer;
  }
}
