package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.message.MessageState;
import dev.todoku.message.MessageStateCodec;
import dev.todoku.message.Outcomes;
import dev.todoku.message.Resends;
import dev.todoku.schema.Outcome;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What changed about a message, as the stages pass it on: the facts that its outcome follows from,
 * and those that were passed on before. What is counted of a message follows from its facts and
 * from what is known of its recipient; what the change adds is the difference. Only what was known
 * of the recipient has to be remembered.
 *
 * @param messageId Message-ID in normal form
 * @param provider who runs the recipient's mailbox
 * @param before what was known, null when nothing of it was counted
 * @param facts what is known of the message and recipient now
 */
public record MessageUpdate(
    String messageId, String provider, @Nullable MessageState before, MessageState facts) {
  private static final int VERSION = 2;
  private static final byte[] NOTHING = {};

  /** What the facts come to. */
  public Outcome outcome() {
    return Outcomes.of(facts, messageId, provider);
  }

  /** The outcome that was passed on before, empty when none was. */
  public Optional<Outcome> outcomeBefore() {
    return Optional.ofNullable(before).map(known -> Outcomes.of(known, messageId, provider));
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

  /** The same change of a message that has another {@link Resends#name} in state. */
  public MessageUpdate named(String name) {
    return name.equals(messageId) ? this : new MessageUpdate(name, provider, before, facts);
  }

  /** The same change, of what counts of the facts. */
  public MessageUpdate counted(UnaryOperator<MessageState> counted) {
    return new MessageUpdate(
        messageId, provider, before == null ? null : counted.apply(before), counted.apply(facts));
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(messageId)
        .writeString(provider)
        .writeBytes(before == null ? NOTHING : MessageStateCodec.encode(before))
        .writeBytes(MessageStateCodec.encode(facts))
        .toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static MessageUpdate decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String messageId = in.readRequired();
    String provider = in.readRequired();
    byte[] before = in.readBytes();
    return new MessageUpdate(
        messageId,
        provider,
        before.length == 0 ? null : MessageStateCodec.decode(before),
        MessageStateCodec.decode(in.readBytes()));
  }
}
