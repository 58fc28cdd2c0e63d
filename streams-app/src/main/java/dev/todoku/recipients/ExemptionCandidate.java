package dev.todoku.recipients;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A "user unknown" that may turn out not to be true.
 *
 * @param messageId Message-ID in normal form
 * @param sourceIp the sending address, null when unknown
 * @param fromDomain domain of the header From, null when unknown
 */
public record ExemptionCandidate(
    String messageId, @Nullable String sourceIp, @Nullable String fromDomain) {
  private static final int VERSION = 1;

  /**
   * The suspect that a failed outcome makes.
   *
   * @param name the message's name in state
   */
  public static ExemptionCandidate of(String name, Outcome outcome) {
    return new ExemptionCandidate(name, outcome.origin().sourceIp(), outcome.origin().fromDomain());
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(messageId)
        .writeString(sourceIp)
        .writeString(fromDomain)
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static ExemptionCandidate decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new ExemptionCandidate(in.readRequired(), in.readString(), in.readString());
  }
}
