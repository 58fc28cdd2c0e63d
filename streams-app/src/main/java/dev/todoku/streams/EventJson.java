package dev.todoku.streams;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.List;

/** Which public topic an event belongs to, and its form there. */
public final class EventJson {
  /** The place of a kind in this list is stored: only append. */
  private static final List<Kind<?>> KINDS =
      List.of(
          new Kind<>(Send.class, Topics.SENDS),
          new Kind<>(DeliveryEvent.class, Topics.DELIVERIES),
          new Kind<>(Bounce.class, Topics.BOUNCES),
          new Kind<>(FeedbackEvent.class, Topics.FEEDBACK));

  private EventJson() {}

  private record Kind<T extends MailEvent>(Class<T> type, Topic<String, T> topic) {
    byte[] write(MailEvent event) {
      return topic.valueSerde().serializer().serialize(topic.name(), type.cast(event));
    }

    MailEvent read(byte[] json) {
      return topic.valueSerde().deserializer().deserialize(topic.name(), json);
    }
  }

  /** The number of the topic that the event belongs to, for {@link #read}. */
  public static byte topicOf(MailEvent event) {
    byte number = 0;
    while (!KINDS.get(number).type().isInstance(event)) {
      number++;
    }
    return number;
  }

  /** Reads what {@link #write} has written. */
  public static MailEvent read(byte topic, byte[] json) {
    return KINDS.get(topic).read(json);
  }

  /** The event as its topic holds it. */
  public static byte[] write(MailEvent event) {
    return KINDS.get(topicOf(event)).write(event);
  }
}
