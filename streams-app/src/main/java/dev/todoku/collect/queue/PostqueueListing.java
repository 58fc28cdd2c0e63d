package dev.todoku.collect.queue;

import dev.todoku.wire.WaitingMail;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postqueue -j} of Postfix 3.1 and later: a JSON object a line for each message. */
final class PostqueueListing implements QueueListing {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String HOLD = "hold";
  private static final long MILLIS = 1_000;

  private long messages;

  @Override
  public List<WaitingMail> line(String line) {
    JsonNode message = object(line);
    String id = message.path("queue_id").asString("");
    long since = message.path("arrival_time").asLong(0) * MILLIS;
    if (id.isEmpty() || since <= 0) {
      return List.of();
    }
    messages++;
    boolean isOnHold = message.path("queue_name").asString("").equals(HOLD);
    List<WaitingMail> mails = new ArrayList<>();
    for (JsonNode recipient : message.path("recipients")) {
      String address = recipient.path("address").asString("");
      String why = recipient.path("delay_reason").asString("");
      if (!address.isEmpty()) {
        mails.add(new WaitingMail(id, address, isOnHold, since, why.isEmpty() ? null : why));
      }
    }
    return mails;
  }

  /** A message that leaves the queue meanwhile may be cut. */
  private static JsonNode object(String line) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException notWhole) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public long messages() {
    return messages;
  }
}
