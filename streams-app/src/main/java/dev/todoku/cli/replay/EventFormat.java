package dev.todoku.cli.replay;

import dev.todoku.intake.event.InputEvent;
import dev.todoku.schema.Address;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Events of the contract, one JSON object a line. The line is written as it is. */
final class EventFormat implements LineFormat {
  private final Topic<?, ?> topic;
  private final Address addresses;
  private long lastTime;

  EventFormat(Topic<?, ?> topic, Address addresses, long fallbackTime) {
    this.topic = topic;
    this.addresses = addresses;
    lastTime = fallbackTime;
  }

  static Optional<Topic<?, ?>> topic(String name) {
    return InputEvent.TOPICS.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    try {
      InputEvent event = InputEvent.of(topic, line, addresses);
      lastTime = event.time();
      byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
      return ReplayItem.Entry.of(topic.name(), key, line, lastTime, place);
    } catch (ContractException e) {
      return new ReplayItem.Skipped(
          lastTime, place, "is not for " + topic.name() + ": " + e.getMessage());
    }
  }

  @Override
  public long lastTime() {
    return lastTime;
  }
}
