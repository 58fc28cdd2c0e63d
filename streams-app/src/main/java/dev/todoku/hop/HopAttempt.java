package dev.todoku.hop;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to hand a message on for one recipient.
 *
 * @param time when, in milliseconds since 1970
 * @param agent what made it: smtp, lmtp, local, pipe …
 * @param recipient as it was tried
 * @param originalRecipient before aliases were expanded, null when the same
 * @param peer at whom, null when unknown
 * @param reason why it failed, {@link Reason#DELIVERED} when it did not
 * @param sayAddressIsDead whether the reply says that mail to the address will never arrive
 * @param reply what was said
 */
public record HopAttempt(
    long time,
    String agent,
    String recipient,
    @Nullable String originalRecipient,
    @Nullable Peer peer,
    Result result,
    Reason reason,
    boolean sayAddressIsDead,
    SmtpReply reply) {

  /** The agent of what a filter refused before the message was queued. */
  public static final String FILTER = "milter";

  /** The agent of what a filter threw away before the message was queued. */
  public static final String FILTER_DISCARDS = "milter-discard";

  /** What came of an attempt. */
  public enum Result {
    ACCEPTED,
    DEFERRED,
    REFUSED
  }

  /** An attempt of which nobody has judged yet why it failed. */
  public static HopAttempt unjudged(
      long time,
      String agent,
      String recipient,
      @Nullable String originalRecipient,
      @Nullable Peer peer,
      Result result,
      SmtpReply reply) {
    return new HopAttempt(
        time, agent, recipient, originalRecipient, peer, result, Reason.UNDEFINED, false, reply);
  }

  /** This attempt with why it failed, and whether that says that the address is dead. */
  public HopAttempt judged(Reason why, boolean isDead) {
    return new HopAttempt(
        time, agent, recipient, originalRecipient, peer, result, why, isDead, reply);
  }

  String text() {
    return reply.text() == null ? "" : reply.text();
  }

  boolean isAccepted() {
    return result == Result.ACCEPTED;
  }
}
