package dev.todoku.correlate;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;

/**
 * What the sending side itself says of a message. It proves that the message was sent.
 *
 * <p>What others report proves no send, and is refused with an {@link IllegalArgumentException}.
 */
final class SenderWord implements MailEvent.Visitor<MessageState> {
  private static final SenderWord FACTS = new SenderWord();

  private SenderWord() {}

  static MessageState of(MailEvent event) {
    return event.accept(FACTS);
  }

  @Override
  public MessageState onSend(Send send) {
    return EventState.of(send);
  }

  @Override
  public MessageState onDelivery(Delivery delivery) {
    return EventState.of(delivery);
  }

  @Override
  public MessageState onDeferral(Deferral deferral) {
    return EventState.of(deferral);
  }

  @Override
  public MessageState onBounce(Bounce bounce) {
    return bounce.kind() == Bounce.Kind.OUT_OF_BAND
        ? notItsWord(bounce)
        : EventState.ofServersOwn(bounce);
  }

  @Override
  public MessageState onDsnSent(DsnSent notice) {
    return notItsWord(notice);
  }

  @Override
  public MessageState onComplaint(Complaint complaint) {
    return notItsWord(complaint);
  }

  @Override
  public MessageState onEngagement(Engagement engagement) {
    return notItsWord(engagement);
  }

  private static MessageState notItsWord(MailEvent event) {
    throw new IllegalArgumentException(
        "not of the sending side: " + event.getClass().getSimpleName());
  }
}
