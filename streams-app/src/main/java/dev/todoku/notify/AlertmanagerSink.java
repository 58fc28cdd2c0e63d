package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's API, version 2. It groups, silences and repeats. Labels are what an alert is known
 * by there: incident, severity, cause, provider. What changes while it is the same alert is an
 * annotation.
 */
public final class AlertmanagerSink implements Sink {
  private final JsonPost post;
  private final AlertText text;
  private final Duration openFor;
  private final Clock clock;

  /**
   * An Alertmanager.
   *
   * @param address such as http://alertmanager:9093
   * @param openFor how long an alert is open without being sent again; more than twice the time
   *     after which it is
   */
  public AlertmanagerSink(URI address, AlertText text, Duration openFor, Clock clock) {
    post = new JsonPost(URI.create(address.toString().replaceAll("/+$", "") + "/api/v2/alerts"));
    this.text = text;
    this.openFor = openFor;
    this.clock = clock;
  }

  @Override
  public void send(Notification notification) throws IOException, InterruptedException {
    post.send(json(notification));
  }

  /** The alert; and when its severity, cause or provider is another, the end of the former. */
  List<Map<String, Object>> json(Notification notification) {
    Alert alert = notification.alert();
    Map<String, String> labels =
        labels(alert.incidentId(), alert.severity(), alert.cause(), alert.scope().provider());
    List<Map<String, Object>> alerts = new ArrayList<>();
    Delivered last = notification.previous();
    if (last != null && last.isOpen()) {
      Map<String, String> former =
          labels(last.incidentId(), last.severity(), last.cause(), last.scope().provider());
      if (!former.equals(labels)) {
        alerts.add(json(notification, former, clock.instant()));
      }
    }
    Instant end =
        switch (alert.state()) {
          case OPEN, UPDATED -> clock.instant().plus(openFor);
          case RESOLVED -> Instant.ofEpochMilli(alert.resolvedAt());
          case WITHDRAWN -> Instant.ofEpochMilli(alert.time());
        };
    alerts.add(json(notification, labels, end));
    return alerts;
  }

  private Map<String, Object> json(
      Notification notification, Map<String, String> labels, Instant end) {
    Alert alert = notification.alert();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", labels);
    json.put("annotations", annotations(notification));
    json.put("startsAt", Instant.ofEpochMilli(alert.onset()).toString());
    json.put("endsAt", end.toString());
    text.link(alert).ifPresent(link -> json.put("generatorURL", link));
    return json;
  }

  private Map<String, String> annotations(Notification notification) {
    Alert alert = notification.alert();
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", alert.title().in(text.language()));
    annotations.put("description", text.body(notification));
    put(annotations, "source_ip", alert.scope().sourceIp());
    put(annotations, "from_domain", alert.scope().fromDomain());
    annotations.put("since", text.day(alert.onset()));
    annotations.put("failed", text.failed(alert.evidence()));
    put(annotations, "link", text.link(alert).orElse(null));
    return annotations;
  }

  private static Map<String, String> labels(
      String incident, Severity severity, Cause cause, @Nullable String provider) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "TodokuIncident");
    labels.put("incident", incident);
    labels.put("severity", severity.name().toLowerCase(Locale.ROOT));
    labels.put("cause", cause.name());
    put(labels, "provider", provider);
    return labels;
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
