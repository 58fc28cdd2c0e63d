package dev.todoku.tally;

import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;

/**
 * What one change of one outcome adds to the figures of a provider. Each message is counted once as
 * accepted, bounced or expired, and an acceptance that turns out a bounce is withdrawn.
 *
 * @param provider who runs the mailbox
 * @param sourceIp the sending address, "unknown" when it is not known
 * @param fromDomain domain of the header From, "unknown" when it is not known
 * @param time event time of the change
 * @param count what it adds
 * @param reason reason of a failure or deferral, null for the rest
 * @param trial what it says to the detectors: at most one counts per message and hour
 * @param sample the refusal itself, null unless the trial was refused for policy
 */
public record Tally(
    String provider,
    String sourceIp,
    String fromDomain,
    long time,
    Count count,
    boolean withdrawn,
    boolean complaint,
    Reason reason,
    Trial trial,
    Evidence.Sample sample) {

  /** Name of a source IP or From domain that is not known. */
  public static final String UNKNOWN = "unknown";

  /** What became of the message. */
  public enum Count {
    NOTHING,
    ACCEPTED,
    DEFERRED,
    BOUNCED,
    EXPIRED
  }
}
