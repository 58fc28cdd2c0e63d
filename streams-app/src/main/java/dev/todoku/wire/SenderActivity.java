package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Scope;

/**
 * Mail of a sender was tried: an occasion to look whether the facts about the sender have changed.
 *
 * @param sender the source IP or the From domain
 * @param time event time
 */
public record SenderActivity(Scope sender, long time) {
  private static final int VERSION = 1;

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(sender.sourceIp())
        .writeString(sender.fromDomain())
        .writeVarLong(time)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static SenderActivity decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new SenderActivity(new Scope(null, in.readString(), in.readString()), in.readVarLong());
  }
}
