package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message has failed for one recipient, for whoever asked by {@code notifyTo} of its send to be
 * told: once a message and recipient, at its final failure. What is found out later stands in
 * {@code mail.outcomes}.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it was sent to
 * @param time event time of the failure
 * @param notifyTo who is to be told, as the send says
 * @param status {@link Status#BOUNCED} or {@link Status#EXPIRED}
 * @param reason why
 * @param fault whose problem it is
 * @param addressIsDead whether mail to this address will never arrive
 * @param verdict what became of it, in a sentence
 * @param steps what to do, in order
 * @param reply what the server said that refused it, null when none did
 * @param subject Subject, cut to {@link Limits#SUBJECT} characters; null when unknown
 * @param origin where the message comes from
 */
public record FailureNotice(
    String messageId,
    String recipient,
    long time,
    String notifyTo,
    Status status,
    Reason reason,
    Fault fault,
    boolean addressIsDead,
    Text verdict,
    List<RemedyStep> steps,
    @Nullable SmtpReply reply,
    @Nullable String subject,
    Origin origin) {

  public FailureNotice {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.text(notifyTo, "notifyTo", Limits.ADDRESS);
    Required.present(status, "status");
    Required.present(reason, "reason");
    Required.present(fault, "fault");
    Required.present(verdict, "verdict");
    steps = Required.list(steps, "steps");
    subject = Required.cutOrNull(subject, Limits.SUBJECT);
    origin = origin == null ? Origin.UNKNOWN : origin;
  }
}
