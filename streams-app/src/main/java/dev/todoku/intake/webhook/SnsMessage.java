package dev.todoku.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An envelope of Amazon SNS, as far as its signature and its confirmation need it. */
record SnsMessage(JsonNode json) {
  static final String NOTIFICATION = "Notification";
  static final String CONFIRMATION = "SubscriptionConfirmation";

  private static final List<String> SIGNED =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

  private static final List<String> SIGNED_CONFIRMATION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  /** Empty when the body is no envelope. */
  static Optional<SnsMessage> of(byte[] body) {
    try {
      JsonNode json = JsonMapper.shared().readTree(body);
      return json != null && json.path("Type").isString()
          ? Optional.of(new SnsMessage(json))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  String field(String name) {
    return json.path(name).asString("");
  }

  boolean isConfirmation() {
    return field("Type").equals(CONFIRMATION);
  }

  /** Name and value of each signed field that is there, a line each. */
  byte[] signedText() {
    StringBuilder text = new StringBuilder();
    for (String name : field("Type").equals(NOTIFICATION) ? SIGNED : SIGNED_CONFIRMATION) {
      if (json.hasNonNull(name)) {
        text.append(name).append('\n').append(field(name)).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
