package dev.todoku.schema;

/**
 * The recipient opened the message, followed a link or unsubscribed: proof of arrival.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param time when it happened
 * @param kind what the recipient did
 */
public record Engagement(String messageId, String recipient, long time, Kind kind)
    implements FeedbackEvent {

  /** What a recipient did with a message. */
  public enum Kind {
    OPEN,
    CLICK,
    /** Asked not to get more of its kind; that is no complaint. */
    UNSUBSCRIBE
  }

  public Engagement {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.present(kind, "kind");
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onEngagement(this);
  }
}
