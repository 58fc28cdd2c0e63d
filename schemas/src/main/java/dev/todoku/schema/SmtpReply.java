package dev.todoku.schema;

/**
 * A reply of a mail server.
 *
 * @param code SMTP reply code (RFC 5321 section 4.2), 0 when unknown
 * @param status enhanced status code (RFC 3463), null when unknown
 * @param text the reply as it came, cut to {@link Limits#REPLY} characters; null when unknown
 * @param command the SMTP command it answered ("RCPT TO", "end of DATA"), null when unknown
 */
public record SmtpReply(@OmittedWhenZero int code, String status, String text, String command) {

  public static final SmtpReply UNKNOWN = new SmtpReply(0, null, null, null);

  public SmtpReply {
    Required.bounded(status, "status", Limits.STATUS);
    text = Required.cut(text, Limits.REPLY);
    Required.bounded(command, "command", Limits.NAME);
  }
}
