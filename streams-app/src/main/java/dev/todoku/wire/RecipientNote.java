package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Unmatched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an address apart from single messages, for its history.
 *
 * @param time event time
 * @param kind what
 * @param detail more of it, empty when there is no more
 */
public record RecipientNote(long time, Kind kind, String detail) {
  private static final int VERSION = 1;
  private static final EnumCodes<Kind> KINDS = EnumCodes.of(Kind.class);

  /** State keeps the latest of a recipient, each short. */
  private static final int LONGEST = 200;

  /** What happened. */
  public enum Kind {
    COUNTED,
    SUPPRESSED,
    RECOVERED,
    RESET,
    RELEASED,
    /** The sending server refused to take a mail on. */
    REJECTED,
    /** Something came back for mail that is not known. */
    UNMATCHED,
    VOUCHED,
    ADDRESS_CHANGED
  }

  public RecipientNote {
    detail = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST);
  }

  /** A change of what is thought of the address: with who asked for it, or what led to it. */
  public static RecipientNote of(RecipientHealth health) {
    String detail = health.note() == null ? cause(health) : health.note();
    return new RecipientNote(health.time(), kindOf(health.change()), detail);
  }

  /** Whether it is a change of what is thought of the address. */
  public boolean isOfHealth() {
    return kind != Kind.REJECTED && kind != Kind.UNMATCHED;
  }

  /** {@code health} with this change as the last one; {@link #isOfHealth} must hold. */
  public RecipientHealth applyTo(RecipientHealth health) {
    boolean isUnexplained = health.because().isEmpty() && !detail.isEmpty();
    return RecipientHealth.builder(health.recipient(), time, changeOf(kind))
        .deadCount(health.deadCount())
        .softCount(health.softCount())
        .suppressed(health.suppressed())
        .proven(health.proven())
        .firstSeenAt(health.firstSeenAt())
        .lastAcceptedAt(health.lastAcceptedAt())
        .because(health.because())
        .note(isUnexplained ? detail : health.note())
        .suppressedStreams(health.suppressedStreams())
        .build();
  }

  private static Kind kindOf(RecipientHealth.Change change) {
    return switch (change) {
      case COUNTED -> Kind.COUNTED;
      case SUPPRESSED -> Kind.SUPPRESSED;
      case RECOVERED -> Kind.RECOVERED;
      case RESET -> Kind.RESET;
      case RELEASED -> Kind.RELEASED;
      case VOUCHED -> Kind.VOUCHED;
      case ADDRESS_CHANGED -> Kind.ADDRESS_CHANGED;
    };
  }

  private static RecipientHealth.Change changeOf(Kind kind) {
    return switch (kind) {
      case COUNTED -> RecipientHealth.Change.COUNTED;
      case SUPPRESSED -> RecipientHealth.Change.SUPPRESSED;
      case RECOVERED -> RecipientHealth.Change.RECOVERED;
      case RESET -> RecipientHealth.Change.RESET;
      case RELEASED -> RecipientHealth.Change.RELEASED;
      case VOUCHED -> RecipientHealth.Change.VOUCHED;
      case ADDRESS_CHANGED -> RecipientHealth.Change.ADDRESS_CHANGED;
      case REJECTED, UNMATCHED ->
          throw new IllegalArgumentException(kind + " is no change of a recipient's health");
    };
  }

  /** The failure that counted last; a recovery has none. */
  private static String cause(RecipientHealth health) {
    List<RecipientHealth.Failure> because = health.because();
    return because.isEmpty() ? "" : because.get(because.size() - 1).messageId();
  }

  /** A mail that the sending server did not take on. */
  public static RecipientNote of(Rejection rejection) {
    return new RecipientNote(
        rejection.time(), Kind.REJECTED, join(rejection.host(), text(rejection.reply())));
  }

  /** What came back, and from where. */
  public static RecipientNote of(Unmatched unmatched) {
    Bounce bounce = unmatched.event().bounce();
    return new RecipientNote(
        unmatched.time(),
        Kind.UNMATCHED,
        bounce == null ? "" : join(bounce.reportingHost(), text(bounce.reply())));
  }

  private static String join(@Nullable String host, String text) {
    return host == null || text.isEmpty() ? text : host + ": " + text;
  }

  private static String text(SmtpReply reply) {
    if (reply.text() != null) {
      return reply.text().strip();
    }
    return reply.status() == null ? "" : reply.status();
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    write(out);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static RecipientNote decode(byte[] bytes) {
    return read(new BinaryReader(bytes, VERSION));
  }

  public void write(BinaryWriter out) {
    out.writeVarLong(time).writeByte(KINDS.code(kind)).writeString(detail);
  }

  public static RecipientNote read(BinaryReader in) {
    return new RecipientNote(in.readVarLong(), KINDS.constant(in.readByte()), in.readRequired());
  }
}
