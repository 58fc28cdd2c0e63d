package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.IncidentView;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeMetersTest {
  private static final long NOON = 1_795_262_400_000L;

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final IncidentView incidents = new IncidentView();
  private final ScopeMeters scopes = new ScopeMeters(meters, incidents, new HealthView());

  @Test
  void anOpenIncidentIsASeriesAndAnEndedOneIsNone() {
    incidents.add(alert(1, Alert.State.OPEN));
    scopes.refresh();
    assertThat(meters.scrape())
        .contains(
            "todoku_incident_open{cause=\"IP_BLOCK\",from_domain=\"\",incident=\"ip-block:1\","
                + "provider=\"docomo\",severity=\"critical\",source_ip=\"192.0.2.1\"} 1.0");

    incidents.add(alert(2, Alert.State.RESOLVED));
    scopes.refresh();
    assertThat(meters.scrape()).doesNotContain("todoku_incident_open{");
  }

  private static Alert alert(int revision, Alert.State state) {
    return Alert.builder(
            "ip-block:1", Cause.IP_BLOCK, Severity.CRITICAL, new Scope("docomo", "192.0.2.1", null))
        .revision(revision)
        .state(state)
        .onset(NOON)
        .detectedAt(NOON)
        .time(NOON)
        .resolvedAt(state == Alert.State.RESOLVED ? NOON : 0)
        .title(new Text("a", "b"))
        .evidence(Proof.of(10, 9, 0.1, 9, 8, List.of()))
        .build();
  }
}
