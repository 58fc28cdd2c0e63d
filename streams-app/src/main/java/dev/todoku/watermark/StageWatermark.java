package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * How far one task of a stage has come.
 *
 * @param partition the task, by its partition
 * @param time event time: all that the task had to write of earlier times is written, save
 *     stragglers
 * @param idle whether it has had nothing to read for a while, so that nobody need wait for it
 * @param behindMs how far {@code time} is behind the mail that has been written
 * @param heldUpBy the input that it waits for, null when it waits for none
 */
public record StageWatermark(
    int partition, long time, boolean idle, long behindMs, @Nullable String heldUpBy) {
  private static final int VERSION = 2;

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeVarLong(partition)
        .writeVarLong(time)
        .writeByte(idle ? 1 : 0)
        .writeVarLong(behindMs)
        .writeString(heldUpBy)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static StageWatermark decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new StageWatermark(
        in.readVarInt(), in.readVarLong(), in.readByte() == 1, in.readVarLong(), in.readString());
  }
}
