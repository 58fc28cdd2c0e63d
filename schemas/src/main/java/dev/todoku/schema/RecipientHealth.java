package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Todoku thinks of a recipient, whenever a count or the suppression changes.
 *
 * @param recipient address in normal form
 * @param time event time of what changed it
 * @param change what changed
 * @param deadCount messages refused as dead since the last acceptance or reset
 * @param softCount messages given up for other faults of the recipient since then
 * @param suppressed whether the sender should stop sending to it
 * @param proven whether a message was accepted in the last 90 days with no bounce since
 * @param firstSeenAt event time of the first outcome, 0 when there was none
 * @param lastAcceptedAt last acceptance that still stands, 0 when there is none
 * @param because the failures that count now, oldest first
 * @param note the note of the command that caused the change; for RELEASED the {@link Scope#key()}
 *     whose replies are not believed; null for others
 * @param suppressedStreams mail streams that are not to be sent to it though other mail is, in the
 *     order of their names
 */
public record RecipientHealth(
    String recipient,
    long time,
    Change change,
    int deadCount,
    int softCount,
    boolean suppressed,
    boolean proven,
    @OmittedWhenZero long firstSeenAt,
    @OmittedWhenZero long lastAcceptedAt,
    List<Failure> because,
    @Nullable String note,
    List<String> suppressedStreams) {

  /** What changed. */
  public enum Change {
    COUNTED,
    SUPPRESSED,
    /** A message was accepted: the counts are back to 0. */
    RECOVERED,
    /** A command set the counts back. */
    RESET,
    /** Failures are no longer believed: they came out of a block or of a fault of the provider. */
    RELEASED,
    /** Somebody knows that the address is right. */
    VOUCHED,
    /** The customer has another address in its place. */
    ADDRESS_CHANGED
  }

  /**
   * A failure that counts.
   *
   * @param messageId the message, in normal form
   * @param time when it failed
   * @param reason why
   * @param dead whether it counts as dead, else as soft
   */
  public record Failure(String messageId, long time, Reason reason, boolean dead) {

    public Failure {
      messageId = Required.messageId(messageId);
      Required.time(time, "time");
      Required.present(reason, "reason");
    }
  }

  /** Whether mail of a stream is not to be sent to it; null for mail of no stream. */
  public boolean isSuppressedFor(@Nullable String mailStream) {
    return suppressed || (mailStream != null && suppressedStreams.contains(mailStream));
  }

  public RecipientHealth {
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.present(change, "change");
    Required.count(deadCount, "deadCount");
    Required.count(softCount, "softCount");
    Required.timeOrZero(firstSeenAt, "firstSeenAt");
    Required.timeOrZero(lastAcceptedAt, "lastAcceptedAt");
    because = Required.list(because, "because");
    Required.bounded(note, "note", Limits.REPLY);
    suppressedStreams = Required.list(suppressedStreams, "suppressedStreams");
  }

  /**
   * Begins the health of a recipient of whom nothing is known.
   *
   * @param recipient address in normal form
   * @param time event time of what changed it, epoch milliseconds
   */
  public static RecipientHealthBuilder builder(String recipient, long time, Change change) {
    return new RecipientHealthBuilder(recipient, time, change);
  }
}
