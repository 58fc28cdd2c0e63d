package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alertmanager's API, version 2. It groups, silences and repeats. */
public final class AlertmanagerSink implements Sink {
  /** Without an end Alertmanager would take an alert for ended after five minutes. */
  private static final Duration OPEN_END = Duration.ofDays(7);

  private final JsonPost post;
  private final String language;
  private final Clock clock;

  /**
   * An Alertmanager.
   *
   * @param address such as http://alertmanager:9093
   * @param language "ja" or "en"
   */
  public AlertmanagerSink(URI address, String language, Clock clock) {
    post = new JsonPost(address.resolve("/api/v2/alerts"));
    this.language = language;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "Alertmanager";
  }

  @Override
  public boolean wants(Alert alert) {
    return true;
  }

  @Override
  public void send(Alert alert) throws IOException, InterruptedException {
    post.send(List.of(json(alert)));
  }

  Map<String, Object> json(Alert alert) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "TodokuIncident");
    labels.put("incident", alert.incidentId());
    labels.put("cause", alert.cause().name());
    put(labels, "provider", alert.scope().provider());
    put(labels, "source_ip", alert.scope().sourceIp());
    put(labels, "from_domain", alert.scope().fromDomain());
    Instant end =
        switch (alert.state()) {
          case OPEN, UPDATED -> clock.instant().plus(OPEN_END);
          case RESOLVED -> Instant.ofEpochMilli(alert.resolvedAt());
          case WITHDRAWN -> Instant.ofEpochMilli(alert.time());
        };
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", labels);
    // Severity may change: as a label it would make another alert of it.
    json.put(
        "annotations",
        Map.of("summary", alert.title().in(language), "severity", alert.severity().name()));
    json.put("startsAt", Instant.ofEpochMilli(alert.onset()).toString());
    json.put("endsAt", end.toString());
    return json;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (value != null) {
      labels.put(name, value);
    }
  }
}
