package dev.todoku.cli.replay;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Events of the contract, one JSON object a line. The line is written as it is. */
final class EventFormat implements LineFormat {
  /** What applications may write. The others are written by the pipeline. */
  static final List<Topic<?, ?>> TOPICS =
      List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES, Topics.FEEDBACK, Topics.RECIPIENTS);

  private final Topic<?, ?> topic;
  private final Address addresses;
  private long lastTime;

  EventFormat(Topic<?, ?> topic, Address addresses, long fallbackTime) {
    this.topic = topic;
    this.addresses = addresses;
    lastTime = fallbackTime;
  }

  static Optional<Topic<?, ?>> topic(String name) {
    return TOPICS.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  @Override
  public Item read(byte[] line, String place) {
    try {
      Object event = topic.valueSerde().deserializer().deserialize(topic.name(), line);
      lastTime = timeOf(event);
      byte[] key = keyOf(event).getBytes(StandardCharsets.UTF_8);
      return Item.Entry.of(topic.name(), key, line, lastTime, place);
    } catch (ContractException e) {
      return new Item.Skipped(
          lastTime, place, "is not for " + topic.name() + ": " + e.getMessage());
    }
  }

  @Override
  public long lastTime() {
    return lastTime;
  }

  private static long timeOf(Object event) {
    return event instanceof RecipientCommand command ? command.time() : ((MailEvent) event).time();
  }

  private String keyOf(Object event) {
    if (event instanceof RecipientCommand command) {
      return addresses.normal(command.recipient());
    }
    if (event instanceof Bounce bounce && bounce.messageId() == null) {
      return addresses.normal(bounce.recipient());
    }
    return ((MailEvent) event).messageId();
  }
}
