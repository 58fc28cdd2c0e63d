package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrafanaLinksTest {
  private static final long ONSET = 1_795_262_400_000L;

  private final GrafanaLinks links = new GrafanaLinks("https://grafana.test");

  @Test
  void leadsToTheProviderAroundTheIncident() {
    assertThat(links.incident(alert(new Scope("docomo", "192.0.2.0/24", null), 0)))
        .hasValue(
            "https://grafana.test/d/todoku-provider?from=1795258800000&to=now"
                + "&var-provider=docomo&var-source_ip=192.0.2.0%2F24");
    assertThat(links.incident(alert(new Scope(null, null, "shop.test"), ONSET + 1)).orElseThrow())
        .isEqualTo(
            "https://grafana.test/d/todoku-sender?from=1795258800000&to=1795266000001"
                + "&var-from_domain=shop.test");
  }

  @Test
  void leadsNowhereWithoutGrafanaOrWithoutADashboard() {
    assertThat(new GrafanaLinks("").incident(alert(new Scope("docomo", null, null), 0))).isEmpty();
    assertThat(links.incident(alert(new Scope(null, "192.0.2.1", null), 0))).isEmpty();
  }

  private static Alert alert(Scope scope, long resolvedAt) {
    return Alert.builder("i", Cause.IP_BLOCK, Severity.CRITICAL, scope)
        .revision(1)
        .state(resolvedAt == 0 ? Alert.State.OPEN : Alert.State.RESOLVED)
        .onset(ONSET)
        .detectedAt(ONSET)
        .time(ONSET)
        .resolvedAt(resolvedAt)
        .title(new Text("障害", "Incident"))
        .evidence(Proof.of(10, 8, 0.1, 9, 8, List.of()))
        .build();
  }
}
