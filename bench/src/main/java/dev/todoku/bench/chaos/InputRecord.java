package dev.todoku.bench.chaos;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;

/**
 * A record of an input topic.
 *
 * @param time event time, milliseconds since 1970
 * @param arrival where it stands in the order of writing: event time too, since a writer that is in
 *     step writes what happens as it happens
 */
@SuppressWarnings("ArrayRecordComponent") // Written as they are; records are never compared.
record InputRecord(String topic, byte[] key, byte[] value, long time, long arrival) {

  /** {@code event} on the topic of its kind. */
  static InputRecord of(MailEvent event, long arrival) {
    if (event instanceof Send send) {
      return of(Topics.SENDS, send, arrival);
    }
    if (event instanceof DeliveryEvent delivery) {
      return of(Topics.DELIVERIES, delivery, arrival);
    }
    if (event instanceof Bounce bounce) {
      return of(Topics.BOUNCES, bounce, arrival);
    }
    return of(Topics.FEEDBACK, (FeedbackEvent) event, arrival);
  }

  private static <T extends MailEvent> InputRecord of(
      Topic<String, T> topic, T event, long arrival) {
    return new InputRecord(
        topic.name(),
        topic.keySerde().serializer().serialize(topic.name(), event.messageId()),
        topic.valueSerde().serializer().serialize(topic.name(), event),
        event.time(),
        arrival);
  }
}
