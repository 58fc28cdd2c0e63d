package dev.todoku.bounce;

import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * A reply that refused a message, and what is known of the exchange it belongs to. The same words
 * mean different things at different providers, after different commands and at different times.
 *
 * @param reply what was said, with the SMTP command it answered
 * @param recipient the address that was refused, null when unknown
 * @param sender the envelope sender, null when unknown
 * @param remoteHost the server that said it, null when unknown; a report's author where the report
 *     names no other
 * @param reportedBy the server that wrote the report of it, null when unknown or when it is no
 *     report
 * @param time when it was said, milliseconds since 1970; 0 when unknown, which counts as today
 * @param isFinal whether the message was given up; else it will be tried again
 */
public record RefusedReply(
    SmtpReply reply,
    @Nullable String recipient,
    @Nullable String sender,
    @Nullable String remoteHost,
    @Nullable String reportedBy,
    long time,
    boolean isFinal) {

  /** A refusal that the refused server describes itself, as in its log. */
  public RefusedReply(
      SmtpReply reply,
      @Nullable String recipient,
      @Nullable String remoteHost,
      long time,
      boolean isFinal) {
    this(reply, recipient, null, remoteHost, null, time, isFinal);
  }

  /** This, of a message whose envelope sender is {@code address}; null when unknown. */
  public RefusedReply from(@Nullable String address) {
    return new RefusedReply(reply, recipient, address, remoteHost, reportedBy, time, isFinal);
  }

  /** A reply of which nothing else is known. */
  public static RefusedReply of(SmtpReply reply) {
    return new RefusedReply(reply, null, null, 0, false);
  }
}
