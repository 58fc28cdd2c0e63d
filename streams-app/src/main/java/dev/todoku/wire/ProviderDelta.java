package dev.todoku.wire;

import dev.todoku.detect.Figure;
import dev.todoku.detect.StreamMinute;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one change of one outcome adds to the figures of a provider. Each message is counted once as
 * accepted, bounced or expired, and an acceptance that turns out a bounce is withdrawn.
 *
 * @param provider who runs the mailbox, or a hop of the sending side ({@link HopKey})
 * @param sourceIp the sending address, "unknown" when it is not known
 * @param fromDomain domain of the header From, "unknown" when it is not known
 * @param batch what the message was sent with, {@link dev.todoku.detect.Batch#NONE} when that is
 *     not known
 * @param time event time of the change
 * @param count what it adds
 * @param reason reason of a failure or deferral, null for the rest
 * @param figures what it adds to the figures of detectors
 * @param sample the failure itself, null unless detectors count it as one
 * @param takenBack whether this takes back what an equal delta added before: all that it counts is
 *     subtracted
 * @param acceptedAt when the provider had accepted what comes back now, event time; 0 when nothing
 *     comes back, or that is unknown
 */
public record ProviderDelta(
    String provider,
    String sourceIp,
    String fromDomain,
    String batch,
    long time,
    Count count,
    boolean withdrawn,
    boolean complaint,
    @Nullable Reason reason,
    Set<Figure> figures,
    Evidence.@Nullable Sample sample,
    boolean takenBack,
    long acceptedAt) {

  /** Name of a source IP or From domain that is not known. */
  public static final String UNKNOWN = StreamMinute.UNKNOWN;

  /** What became of the message. */
  public enum Count {
    NOTHING,
    ACCEPTED,
    DEFERRED,
    BOUNCED,
    EXPIRED,
    /** A relay took it that says no more. */
    HANDED_ON,
    /** It was thrown away on purpose. */
    DISCARDED
  }

  /**
   * Begins a delta that adds nothing.
   *
   * @param provider who runs the mailbox, or a hop of the sending side
   * @param time event time of the change, epoch milliseconds
   */
  public static ProviderDeltaBuilder builder(String provider, long time) {
    return new ProviderDeltaBuilder(provider, time);
  }

  /** Begins one that is as this but for what is set. */
  public ProviderDeltaBuilder toBuilder() {
    return new ProviderDeltaBuilder(this);
  }

  /** What takes this back. */
  public ProviderDelta back() {
    return toBuilder().takenBack(!takenBack).build();
  }

  /** This delta, of mail that had been accepted then; 0 when that is unknown. */
  public ProviderDelta ofAcceptedAt(long accepted) {
    return toBuilder().acceptedAt(accepted).build();
  }

  /** Whether both add the same to the figures, whatever they show. */
  public boolean countsLike(ProviderDelta other) {
    return time == other.time
        && acceptedAt == other.acceptedAt
        && count == other.count
        && withdrawn == other.withdrawn
        && complaint == other.complaint
        && takenBack == other.takenBack
        && reason == other.reason
        && figures.equals(other.figures)
        && provider.equals(other.provider)
        && sourceIp.equals(other.sourceIp)
        && fromDomain.equals(other.fromDomain)
        && batch.equals(other.batch);
  }

  /** The channel whose failure the sample shows, null when none counts it as a failure. */
  public @Nullable FailureType channel() {
    return channelOf(figures);
  }

  /** The channel for which {@code figures} are a failure worth showing, null when none. */
  public static @Nullable FailureType channelOf(Set<Figure> figures) {
    if (figures.contains(Figure.REFUSALS) || figures.contains(Figure.UNEXPLAINED)) {
      return FailureType.REFUSALS;
    } else if (figures.contains(Figure.RETURNED)) {
      return FailureType.RETURNED_MAIL;
    } else if (figures.contains(Figure.OWN_DOMAIN_UNKNOWN)) {
      return FailureType.OWN_DOMAIN_FAILURES;
    } else if (figures.contains(Figure.PROVEN_UNKNOWN)) {
      return FailureType.MASKED_REFUSALS;
    } else if (figures.contains(Figure.UNPROVEN_UNKNOWN)) {
      return FailureType.UNKNOWN_RECIPIENTS;
    } else if (figures.contains(Figure.UNAUTHENTICATED)) {
      return FailureType.AUTHENTICATION_FAILURES;
    } else if (figures.contains(Figure.OUTAGES)) {
      return FailureType.SYSTEM_FAILURES;
    } else if (figures.contains(Figure.MAILBOX_FULL)) {
      return FailureType.FULL_MAILBOXES;
    }
    return null;
  }
}
