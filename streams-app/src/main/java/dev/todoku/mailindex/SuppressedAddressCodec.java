package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import java.util.ArrayList;
import java.util.List;

/** The binary form of {@link SuppressedAddress}. */
final class SuppressedAddressCodec {
  private static final int VERSION = 2;
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);
  private static final EnumCodes<SuppressedAddress.Why> WHYS =
      EnumCodes.of(SuppressedAddress.Why.class);

  private SuppressedAddressCodec() {}

  static byte[] encode(SuppressedAddress address) {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(address.recipient())
            .writeVarLong(address.since())
            .writeVarLong(WHYS.code(address.why()))
            .writeVarLong(REASONS.codeOrZero(address.reason()))
            .writeVarLong(address.deadCount())
            .writeVarLong(address.softCount())
            .writeString(address.note())
            .writeVarLong(address.failures().size());
    for (RecipientHealth.Failure failure : address.failures()) {
      out.writeString(failure.messageId())
          .writeVarLong(failure.time())
          .writeVarLong(REASONS.code(failure.reason()))
          .writeByte(failure.dead() ? 1 : 0);
    }
    out.writeVarLong(address.streams().size());
    address.streams().forEach(out::writeString);
    return out.toBytes();
  }

  static SuppressedAddress decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String recipient = in.readRequired();
    long since = in.readVarLong();
    SuppressedAddress.Why why = WHYS.constant(in.readVarInt());
    Reason reason = REASONS.constantOrNull(in.readVarInt());
    int dead = in.readVarInt();
    int soft = in.readVarInt();
    String note = in.readString();
    int count = in.readVarInt();
    List<RecipientHealth.Failure> failures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      failures.add(
          new RecipientHealth.Failure(
              in.readRequired(),
              in.readVarLong(),
              REASONS.constant(in.readVarInt()),
              in.readByte() == 1));
    }
    List<String> streams = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      streams.add(in.readRequired());
    }
    return new SuppressedAddress(
        recipient,
        since,
        why,
        reason,
        dead,
        soft,
        List.copyOf(failures),
        note,
        List.copyOf(streams));
  }
}
