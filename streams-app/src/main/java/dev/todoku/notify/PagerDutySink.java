package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Severity;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events of PagerDuty, version 2. An incident here is an incident there: they share its key. */
public final class PagerDutySink implements Sink {
  private static final int LONGEST_SUMMARY = 1_024;
  private static final int LONGEST_KEY = 255;

  private final JsonPost post;
  private final String routingKey;
  private final AlertText text;

  /**
   * A service.
   *
   * @param address such as https://events.pagerduty.com/v2/enqueue
   * @param routingKey integration key of the service
   */
  public PagerDutySink(URI address, String routingKey, AlertText text) {
    post = new JsonPost(address);
    this.routingKey = routingKey;
    this.text = text;
  }

  @Override
  public void send(Notification notification) throws IOException, InterruptedException {
    post.send(json(notification));
  }

  Map<String, Object> json(Notification notification) {
    Alert alert = notification.alert();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", routingKey);
    event.put("event_action", notification.isOver() ? "resolve" : "trigger");
    event.put("dedup_key", cut("todoku/" + alert.incidentId(), LONGEST_KEY));
    event.put("client", "Todoku");
    text.link(alert)
        .ifPresent(
            link -> {
              event.put("client_url", link);
              Map<String, Object> shown = new LinkedHashMap<>();
              shown.put("href", link);
              shown.put("text", text.word("label.open"));
              event.put("links", List.of(shown));
            });
    event.put("payload", payload(notification));
    return event;
  }

  private Map<String, Object> payload(Notification notification) {
    Alert alert = notification.alert();
    Map<String, Object> details = new LinkedHashMap<>();
    text.facts(notification).forEach(fact -> details.put(fact.label(), fact.value()));
    if (!text.steps(notification).isEmpty()) {
      details.put(text.word("label.steps"), text.steps(notification));
    }
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", cut(text.headline(notification), LONGEST_SUMMARY));
    payload.put("source", alert.scope().subject());
    payload.put("severity", severity(alert.severity()));
    payload.put("timestamp", Instant.ofEpochMilli(alert.time()).toString());
    payload.put("component", alert.scope().provider());
    payload.put("class", alert.cause().name());
    payload.put("custom_details", details);
    return payload;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "critical";
      case PAUSE -> "error";
      case ADVICE -> "warning";
    };
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
