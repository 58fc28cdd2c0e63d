package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * A recipient reported a message as unwanted (RFC 5965).
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param time when the report was made
 * @param feedbackType "abuse", "fraud" … (RFC 5965 section 3.1), null when unknown
 * @param source where it came from by mail; null for what a trusted program writes
 */
public record Complaint(
    String messageId,
    String recipient,
    long time,
    @Nullable String feedbackType,
    @Nullable ReportSource source)
    implements FeedbackEvent {

  /** A complaint that a trusted program writes. */
  public Complaint(String messageId, String recipient, long time, @Nullable String feedbackType) {
    this(messageId, recipient, time, feedbackType, null);
  }

  public Complaint {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.bounded(feedbackType, "feedbackType", Limits.NAME);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onComplaint(this);
  }

  /** This complaint, which came by mail. */
  public Complaint from(ReportSource source) {
    return new Complaint(messageId, recipient, time, feedbackType, source);
  }

  /** This complaint, about what was sent to {@code recipient}. */
  public Complaint of(String recipient) {
    return new Complaint(messageId, recipient, time, feedbackType, source);
  }
}
