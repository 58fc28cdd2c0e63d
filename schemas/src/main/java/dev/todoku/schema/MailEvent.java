package dev.todoku.schema;

/** What a sending server, a bounce message or a feedback loop says of one message. */
public sealed interface MailEvent permits Send, DeliveryEvent, Bounce, FeedbackEvent {

  /**
   * Identity of the message in normal form ({@link MessageId}). Null only for a {@link Bounce} that
   * does not name it.
   */
  String messageId();

  /** When it happened. */
  long time();
}
