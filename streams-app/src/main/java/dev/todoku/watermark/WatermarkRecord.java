package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a writer of input topics says of how far it has come.
 *
 * @param writer who says so; unique among all that write at the same time
 * @param time event time in epoch milliseconds: everything earlier that it will ever write is
 *     written, save stragglers
 * @param state what is to be expected of it
 * @param leaseMs for how many milliseconds of wall time it is waited for without a further record;
 *     0 for one that is waited for until it says that it is idle or closed
 * @param behindMs how far {@code time} is behind what there is for it to write
 * @param provenUntil wall-clock time, epoch milliseconds, up to which it has processed everything
 *     that was there for it to read; 0 for a writer that reads nothing
 */
public record WatermarkRecord(
    @Nullable String writer,
    long time,
    State state,
    long leaseMs,
    long behindMs,
    long provenUntil) {
  private static final int VERSION = 1;

  /** What is to be expected of a writer. */
  public enum State {
    /** More will come: minutes after {@link #time} wait for it. */
    ACTIVE(1),
    /** It has nothing to write, and nobody need wait for it until it speaks again. */
    IDLE(2),
    /** It has written everything it ever will. */
    CLOSED(3);

    private final int code;

    State(int code) {
      this.code = code;
    }

    private static State of(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalArgumentException("unknown state of a writer: " + code);
    }
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(writer)
        .writeVarLong(time)
        .writeByte(state.code)
        .writeVarLong(leaseMs)
        .writeVarLong(behindMs)
        .writeVarLong(provenUntil)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static WatermarkRecord decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new WatermarkRecord(
        in.readString(),
        in.readVarLong(),
        State.of(in.readByte()),
        in.readVarLong(),
        in.readVarLong(),
        in.readVarLong());
  }
}
