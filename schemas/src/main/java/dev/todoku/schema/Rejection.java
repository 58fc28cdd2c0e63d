package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * The sending server refused to take a mail on: there is no message and no queue id. Counted apart,
 * never as a bounce.
 *
 * @param recipient address as it came
 * @param time when it was refused
 * @param host name of the server that refused
 * @param client who wanted to send, as "name[address]"; null when unknown
 * @param envelopeFrom envelope sender as it came, null when unknown
 * @param reason why
 * @param reply what our server said
 */
public record Rejection(
    String recipient,
    long time,
    String host,
    @Nullable String client,
    @Nullable String envelopeFrom,
    Reason reason,
    SmtpReply reply) {

  public Rejection {
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.text(host, "host", Limits.DOMAIN);
    Required.bounded(client, "client", Limits.NAME);
    Required.bounded(envelopeFrom, "envelopeFrom", Limits.ADDRESS);
    reason = reason == null ? Reason.UNDEFINED : reason;
    reply = reply == null ? SmtpReply.UNKNOWN : reply;
  }
}
