package dev.todoku.pipeline;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;

/** Which public topic an event belongs to, and its form there. */
final class EventJson {
  private EventJson() {}

  /** The event as its topic holds it. */
  static byte[] write(MailEvent event) {
    if (event instanceof Send send) {
      return json(Topics.SENDS, send);
    }
    if (event instanceof DeliveryEvent delivery) {
      return json(Topics.DELIVERIES, delivery);
    }
    return event instanceof Bounce bounce
        ? json(Topics.BOUNCES, bounce)
        : json(Topics.FEEDBACK, (FeedbackEvent) event);
  }

  private static <T> byte[] json(Topic<String, T> topic, T event) {
    return topic.valueSerde().serializer().serialize(topic.name(), event);
  }
}
