package dev.todoku.sender;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.ProviderHealth;

/**
 * What happened to a sender's mail in a minute, at all providers.
 *
 * @param sender the From domain
 * @param minute start of the minute, event time
 * @param accepted messages accepted, less those that bounced afterwards
 * @param failed messages bounced or expired
 * @param complaints complaints
 */
public record SenderMinute(
    String sender, long minute, long accepted, long failed, long complaints) {
  private static final int VERSION = 1;

  /** One row of provider health. */
  public static SenderMinute of(ProviderHealth row) {
    return new SenderMinute(
        row.fromDomain(),
        row.minute(),
        row.accepted() - row.withdrawn(),
        row.bounced() + row.expired(),
        row.complaints());
  }

  /** Both as one; they are of the same sender and minute. */
  public SenderMinute plus(SenderMinute other) {
    return new SenderMinute(
        sender,
        minute,
        accepted + other.accepted,
        failed + other.failed,
        complaints + other.complaints);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(sender)
        .writeVarLong(minute)
        .writeSigned(accepted)
        .writeVarLong(failed)
        .writeVarLong(complaints)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static SenderMinute decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new SenderMinute(
        in.readString(), in.readVarLong(), in.readSigned(), in.readVarLong(), in.readVarLong());
  }
}
