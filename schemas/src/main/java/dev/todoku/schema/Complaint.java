package dev.todoku.schema;

/**
 * A recipient reported a message as unwanted (RFC 5965).
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param time when the report was made
 * @param feedbackType "abuse", "fraud" … (RFC 5965 section 3.1), null when unknown
 */
public record Complaint(String messageId, String recipient, long time, String feedbackType)
    implements FeedbackEvent {

  public Complaint {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.bounded(feedbackType, "feedbackType", Limits.NAME);
  }
}
