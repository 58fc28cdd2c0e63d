package dev.todoku.correlation;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Outcome;
import java.util.Optional;

/**
 * An outcome as the stages pass it on: the facts that it follows from.
 *
 * @param messageId Message-ID in normal form
 * @param provider who runs the recipient's mailbox
 * @param facts what is known of the message and recipient
 */
public record Correlated(String messageId, String provider, MessageFacts facts) {
  private static final int VERSION = 1;

  /** What the facts come to. */
  public Outcome outcome() {
    return Outcomes.of(facts, messageId, provider);
  }

  /** The outcome as it was when the message was last deferred, empty when it never was. */
  public Optional<Outcome> lastDeferral() {
    return facts.deferral() == null
        ? Optional.empty()
        : Optional.of(Outcomes.of(facts.untilLastDeferral(), messageId, provider));
  }

  /** When the latest fact happened. */
  public long time() {
    return Outcomes.latest(facts);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(messageId)
        .writeString(provider)
        .writeBytes(MessageFactsCodec.encode(facts))
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static Correlated decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new Correlated(
        in.readString(), in.readString(), MessageFactsCodec.decode(in.readBytes()));
  }
}
