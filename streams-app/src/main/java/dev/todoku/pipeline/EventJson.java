package dev.todoku.pipeline;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.List;

/** Which public topic an event belongs to, and its form there. */
final class EventJson {
  /** The place of a topic in this list is stored: only append. */
  private static final List<Topic<String, ? extends MailEvent>> TOPICS =
      List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES, Topics.FEEDBACK);

  private EventJson() {}

  /** The number of the topic that the event belongs to, for {@link #read}. */
  static byte topicOf(MailEvent event) {
    Topic<String, ? extends MailEvent> topic = Topics.FEEDBACK;
    if (event instanceof Send) {
      topic = Topics.SENDS;
    } else if (event instanceof DeliveryEvent) {
      topic = Topics.DELIVERIES;
    } else if (event instanceof Bounce) {
      topic = Topics.BOUNCES;
    }
    return (byte) TOPICS.indexOf(topic);
  }

  /** Reads what {@link #write} has written. */
  static MailEvent read(byte topic, byte[] json) {
    Topic<String, ? extends MailEvent> from = TOPICS.get(topic);
    return from.valueSerde().deserializer().deserialize(from.name(), json);
  }

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
