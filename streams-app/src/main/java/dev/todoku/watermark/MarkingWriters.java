package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.HashMap;
import java.util.Map;

/** The writers of ours that write to the inputs of a task, and how far they say they have come. */
final class MarkingWriters {
  private final int inputs;
  private final int intakes;
  private final Map<String, MarkingWriter> writers = new HashMap<>();

  /**
   * None has marked anything yet.
   *
   * @param inputs how many inputs there are
   * @param intakes how many intakes write to them at least; no mark holds before all have said how
   *     far they have come
   */
  MarkingWriters(int inputs, int intakes) {
    this.inputs = inputs;
    this.intakes = intakes;
  }

  /** See {@link MarkingWriter#onMark}. */
  void onMark(WatermarkRecord mark, long joinsFrom, long now) {
    MarkingWriter writer =
        writers.computeIfAbsent(mark.writer(), unused -> new MarkingWriter(inputs));
    writer.onMark(mark, joinsFrom, now);
    if (idleProvenUntil() == Long.MAX_VALUE) {
      writer.useLatest();
    }
  }

  /** See {@link MarkingWriter#believe}. */
  void believe(InputReadings readings, long now) {
    long idleProven = idleProvenUntil();
    writers.values().forEach(writer -> writer.believe(readings, idleProven, now));
  }

  /** See {@link MarkingWriter#isOver}. */
  void removeOver(long current, long marksProcessedUntil) {
    writers.values().removeIf(writer -> writer.isOver(current, marksProcessedUntil));
  }

  /**
   * Until when, by the wall clock, no idle intake may still find anything; {@link Long#MAX_VALUE}
   * when none is idle, 0 while not all are known. What another writer says holds up to there.
   */
  long idleProvenUntil() {
    long proven = Long.MAX_VALUE;
    int known = 0;
    for (MarkingWriter writer : writers.values()) {
      known += writer.isIntake() ? 1 : 0;
      if (writer.isIntake() && writer.isIdle()) {
        proven = Math.min(proven, writer.provenUntil());
      }
    }
    return known < intakes ? 0 : proven;
  }

  /** Whether a writer of ours is at work. */
  boolean areAtWork() {
    for (MarkingWriter writer : writers.values()) {
      if (writer.isWaitedFor()) {
        return true;
      }
    }
    return false;
  }

  /**
   * How far all that are at work have come on an input; {@link Long#MAX_VALUE} when none is.
   *
   * @param seen how far the input was read
   */
  long current(int input, long seen) {
    long least = Long.MAX_VALUE;
    for (MarkingWriter writer : writers.values()) {
      if (writer.isWaitedFor()) {
        least = Math.min(least, writer.current(input, seen));
      }
    }
    return least;
  }

  /** How far the one that is furthest behind is behind its own input, milliseconds. */
  long behindMs() {
    long behind = 0;
    for (MarkingWriter writer : writers.values()) {
      behind = writer.isWaitedFor() ? Math.max(behind, writer.behindMs()) : behind;
    }
    return behind;
  }

  void write(BinaryWriter out) {
    out.writeVarLong(writers.size());
    writers.forEach((name, writer) -> writer.write(out, name));
  }

  /** Reads what {@link #write} wrote. */
  void read(BinaryReader in) {
    for (int count = in.readVarInt(); count > 0; count--) {
      WatermarkRecord last = WatermarkRecord.decode(in.readBytes());
      writers.put(last.writer(), MarkingWriter.read(in, last, inputs));
    }
  }
}
