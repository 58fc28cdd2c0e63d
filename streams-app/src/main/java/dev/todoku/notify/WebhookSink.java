package dev.todoku.notify;

import dev.todoku.binary.Hmac;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that takes JSON, signed as Standard Webhooks has it: HMAC-SHA256 over id, timestamp and
 * body. The id is the same when a notification is tried again.
 */
public final class WebhookSink implements Sink {
  private static final String PREFIX = "whsec_";

  private final JsonPost post;
  private final byte[] key;
  private final AlertText text;
  private final Clock clock;

  /**
   * A program.
   *
   * @param secret {@code whsec_} and the key in base64, or any text; empty for no signature
   */
  public WebhookSink(URI address, String secret, AlertText text, Clock clock) {
    post = new JsonPost(address);
    key = key(secret);
    this.text = text;
    this.clock = clock;
  }

  @Override
  public void send(Notification notification) throws IOException, InterruptedException {
    Instant now = clock.instant();
    byte[] body = JsonPost.bytes(json(notification));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", notification.id());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    if (key.length > 0) {
      headers.put(
          "webhook-signature",
          "v1," + signature(notification.id(), Long.toString(now.getEpochSecond()), body));
    }
    post.send(body, headers);
  }

  Map<String, Object> json(Notification notification) {
    Alert alert = notification.alert();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("headline", text.headline(notification));
    data.put("link", text.link(alert).orElse(null));
    data.put(
        "providerName",
        alert.scope().provider() == null ? null : text.provider(alert.scope().provider()));
    if (notification.previous() != null) {
      data.put("previousSeverity", notification.previous().severity());
      data.put("previousCause", notification.previous().cause());
    }
    // As it stands on the topic: one schema for both.
    data.put(
        "alert",
        JsonMapper.shared()
            .readTree(
                Topics.ALERTS.valueSerde().serializer().serialize(Topics.ALERTS.name(), alert)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "todoku.incident." + notification.kind().name().toLowerCase(Locale.ROOT));
    json.put("timestamp", Instant.ofEpochMilli(alert.time()).toString());
    json.put("data", data);
    return json;
  }

  private String signature(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return Base64.getEncoder().encodeToString(Hmac.sha256(key, signed.toByteArray()));
  }

  private static byte[] key(String secret) {
    return secret.startsWith(PREFIX)
        ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
