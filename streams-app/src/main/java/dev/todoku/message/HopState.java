package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.hop.HopRule;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.SmtpReply;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one (message, recipient) at one hop, out of one queue.
 *
 * @param queueId queue id of the server that tried, null when unknown
 * @param hop the hop
 * @param deferral the deferrals there, null when there was none
 * @param acceptedAt first acceptance, 0 when there was none
 * @param acceptance what the hop said then, null when there was none
 * @param passedTo queue id under which the hop took it, as its reply names it, else null
 * @param expiredAt when the queue gave up on the hop, 0 when it did not
 * @param bounce the hop's final refusal, null when there was none
 */
public record HopState(
    @Nullable String queueId,
    NextHop hop,
    @Nullable Deferrals deferral,
    long acceptedAt,
    @Nullable SmtpReply acceptance,
    @Nullable String passedTo,
    long expiredAt,
    @Nullable FinalRefusal bounce) {
  private static final EnumCodes<HopKind> KINDS = EnumCodes.of(HopKind.class);
  private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

  /** Facts that are equal in this order are of one queue and hop. */
  static final Comparator<HopState> BY_QUEUE_AND_HOP =
      Comparator.comparing(HopState::queueId, TEXT)
          .thenComparing((HopState fact) -> fact.hop().kind())
          .thenComparing((HopState fact) -> fact.hop().name(), TEXT)
          .thenComparingInt((HopState fact) -> fact.hop().port())
          .thenComparing((HopState fact) -> fact.hop().because(), TEXT);

  private static final int DEFERRED = 1;
  private static final int ACCEPTED = 1 << 1;
  private static final int EXPIRED = 1 << 2;
  private static final int BOUNCED = 1 << 3;

  static HopState deferred(@Nullable String queueId, NextHop hop, Deferrals deferral) {
    return new HopState(queueId, hop, deferral, 0, null, null, 0, null);
  }

  static HopState accepted(
      @Nullable String queueId, NextHop hop, long at, SmtpReply reply, @Nullable String passedTo) {
    return new HopState(queueId, hop, null, at, StoredReplies.stored(reply), passedTo, 0, null);
  }

  static HopState expired(@Nullable String queueId, NextHop hop, long at) {
    return new HopState(queueId, hop, null, 0, null, null, at, null);
  }

  static HopState bounced(@Nullable String queueId, NextHop hop, FinalRefusal bounce) {
    return new HopState(queueId, hop, null, 0, null, null, 0, bounce);
  }

  /** Both as one; they must be of one queue and hop. */
  HopState merge(HopState other) {
    boolean isFirst = isFirstAcceptance(other);
    return new HopState(
        queueId,
        hop,
        deferral == null ? other.deferral : deferral.merge(other.deferral),
        isFirst ? acceptedAt : other.acceptedAt,
        isFirst ? acceptance : other.acceptance,
        isFirst ? passedTo : other.passedTo,
        MessageState.earlier(expiredAt, other.expiredAt),
        bounce == null ? other.bounce : bounce.merge(other.bounce));
  }

  /** What the hop said when it accepted: it did. */
  private SmtpReply said() {
    return Objects.requireNonNull(acceptance);
  }

  private boolean isFirstAcceptance(HopState other) {
    if (acceptedAt == 0 || other.acceptedAt == 0) {
      return acceptedAt != 0;
    }
    return acceptedAt == other.acceptedAt
        ? StoredReplies.compare(said(), other.said()) >= 0
        : acceptedAt < other.acceptedAt;
  }

  /** The first deferral of each hour, in order. */
  public List<DeferralHour> deferralHours() {
    return deferral == null ? List.of() : deferral.hours();
  }

  /** When the latest of it happened. */
  long latest() {
    long latest = Math.max(acceptedAt, acceptedAt == 0 ? expiredAt : 0);
    latest = Math.max(latest, deferral == null ? 0 : deferral.lastAt());
    return Math.max(latest, bounce == null ? 0 : bounce.at());
  }

  /** The first attempt at the hop, or what proves that there was one. */
  long earliest() {
    long first =
        MessageState.earlier(acceptedAt, deferral == null ? expiredAt : deferral.firstAt());
    return MessageState.earlier(first, bounce == null ? 0 : bounce.at());
  }

  /** Whether a queue tried the hop; what a filter logs itself is no attempt. */
  boolean isOutOfQueue() {
    return queueId != null || !HopRule.isOfFilterLog(hop);
  }

  /** Whether attempts there are counted: those who fail alone say nothing of a share. */
  public boolean isCounted() {
    return hop.chargesSender() && !HopRule.isUncounted(hop);
  }

  /** How many kinds of fact are known of the hop. */
  int kinds() {
    return (deferral == null ? 0 : 1)
        + (acceptedAt == 0 && expiredAt == 0 ? 0 : 1)
        + (bounce == null ? 0 : 1);
  }

  void write(BinaryWriter out, long base) {
    out.writeByte(
        (deferral == null ? 0 : DEFERRED)
            | (acceptedAt == 0 ? 0 : ACCEPTED)
            | (expiredAt == 0 ? 0 : EXPIRED)
            | (bounce == null ? 0 : BOUNCED));
    out.writeString(queueId)
        .writeByte(KINDS.code(hop.kind()))
        .writeString(hop.name())
        .writeVarLong(hop.port())
        .writeString(hop.because());
    if (deferral != null) {
      deferral.write(out, base);
    }
    if (acceptedAt != 0) {
      StoredReplies.write(out.writeSigned(acceptedAt - base), said());
      out.writeString(passedTo);
    }
    if (expiredAt != 0) {
      out.writeSigned(expiredAt - base);
    }
    if (bounce != null) {
      bounce.write(out, base);
    }
  }

  static HopState read(BinaryReader in, long base) {
    int flags = in.readByte();
    String queueId = in.readString();
    NextHop hop =
        new NextHop(
            KINDS.constant(in.readByte()), in.readString(), in.readVarInt(), in.readString());
    Deferrals deferral = has(flags, DEFERRED) ? Deferrals.read(in, base) : null;
    long acceptedAt = has(flags, ACCEPTED) ? base + in.readSigned() : 0;
    SmtpReply acceptance = has(flags, ACCEPTED) ? StoredReplies.read(in) : null;
    String passedTo = has(flags, ACCEPTED) ? in.readString() : null;
    long expiredAt = has(flags, EXPIRED) ? base + in.readSigned() : 0;
    FinalRefusal bounce = has(flags, BOUNCED) ? FinalRefusal.read(in, base) : null;
    return new HopState(
        queueId, hop, deferral, acceptedAt, acceptance, passedTo, expiredAt, bounce);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
