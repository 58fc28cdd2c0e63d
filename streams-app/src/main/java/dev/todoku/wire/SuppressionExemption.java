package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Scope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time in which "user unknown" of one provider is not believed, for it hides a block or comes out
 * of a fault: no recipient is lost for it.
 *
 * @param scope whose mail is answered so; its provider is never null
 * @param from since when, event time
 * @param time when it was decided, event time
 * @param until up to when, event time, not included; {@link Long#MAX_VALUE} while it goes on
 */
public record SuppressionExemption(Scope scope, long from, long time, long until) {
  private static final int VERSION = 1;

  /** The provider whose mail is answered so. */
  public String provider() {
    return Objects.requireNonNull(scope.provider());
  }

  /** Whether a refusal of {@code time} is not believed. */
  public boolean covers(@Nullable String sourceIp, @Nullable String fromDomain, long time) {
    return time >= from
        && time < until
        && (scope.sourceIp() == null || scope.sourceIp().equals(sourceIp))
        && (scope.fromDomain() == null || scope.fromDomain().equals(fromDomain));
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(scope.provider())
        .writeString(scope.sourceIp())
        .writeString(scope.fromDomain())
        .writeVarLong(from)
        .writeVarLong(time)
        .writeVarLong(until)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static SuppressionExemption decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new SuppressionExemption(
        new Scope(in.readString(), in.readString(), in.readString()),
        in.readVarLong(),
        in.readVarLong(),
        in.readVarLong());
  }
}
