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

  /**
   * Calls the method of {@code visitor} that is for this kind of event; returns what it returns.
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Handles events by their kind. Who implements it handles all kinds: a kind that is added does
   * not compile until it is handled.
   *
   * @param <R> what is made of an event
   */
  interface Visitor<R> {
    R onSend(Send send);

    R onDelivery(Delivery delivery);

    R onDeferral(Deferral deferral);

    R onDsnSent(DsnSent notice);

    R onBounce(Bounce bounce);

    R onComplaint(Complaint complaint);

    R onEngagement(Engagement engagement);
  }
}
