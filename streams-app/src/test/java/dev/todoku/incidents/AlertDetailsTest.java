package dev.todoku.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDetailsTest {
  private static final long NOON = 1_795_262_400_000L;
  private static final AlertDetails DETAILS =
      new AlertDetails(Playbook.load(), "https://todoku.test");

  @Test
  void hasItsPageAndTheNameOfItsProvider() {
    Alert alert = of(alert(1, Severity.ADVICE, Cause.IP_BLOCK, "docomo")).get(0);
    assertThat(alert.link()).isEqualTo("https://todoku.test/#/incidents/ip-block%3A1");
    assertThat(alert.providerName()).isEqualTo(new Text("NTTドコモ", "NTT docomo"));
    assertThat(alert.campaign()).isNull();
    assertThat(alert.previousSeverity()).isNull();
    assertThat(alert.previousCause()).isNull();
  }

  @Test
  void namesWhatWasOtherInTheRevisionBefore() {
    List<Alert> alerts =
        of(
            alert(1, Severity.ADVICE, Cause.IP_BLOCK, "docomo"),
            alert(2, Severity.CRITICAL, Cause.IP_BLOCK, "docomo"),
            alert(3, Severity.CRITICAL, Cause.DNS_LIST, null));
    assertThat(alerts)
        .extracting(Alert::previousSeverity)
        .containsExactly(null, Severity.ADVICE, null);
    assertThat(alerts).extracting(Alert::previousCause).containsExactly(null, null, Cause.IP_BLOCK);
    assertThat(alerts.get(2).providerName()).as("about no provider").isNull();
  }

  @Test
  void namesTheOneCampaignThatSpeaksForIt() {
    assertThat(of(alert(Indication.of("one-campaign", true, "autumn-sale"))).get(0).campaign())
        .isEqualTo("autumn-sale");
    assertThat(of(alert(Indication.of("one-campaign", false, "autumn-sale"))).get(0).campaign())
        .as("it speaks against it")
        .isNull();
  }

  @Test
  void hasNoLinkWhereNobodySaidWhereThePageIs() {
    AlertDetails details = new AlertDetails(Playbook.load(), "");
    assertThat(
            details
                .of(List.of(), List.of(alert(1, Severity.ADVICE, Cause.IP_BLOCK, "docomo")))
                .get(0)
                .link())
        .isNull();
  }

  private static List<Alert> of(Alert... alerts) {
    return DETAILS.of(List.of(), List.of(alerts));
  }

  private static Alert alert(Indication finding) {
    return alert(1, Severity.ADVICE, Cause.CONTENT_BLOCK, "docomo", finding);
  }

  private static Alert alert(
      int revision, Severity severity, Cause cause, String provider, Indication... findings) {
    return Alert.builder("ip-block:1", cause, severity, new Scope(provider, "192.0.2.1", null))
        .revision(revision)
        .state(revision == 1 ? Alert.State.OPEN : Alert.State.UPDATED)
        .onset(NOON)
        .detectedAt(NOON)
        .time(NOON)
        .title(new Text("a", "b"))
        .evidence(Proof.of(10, 9, 0.1, 9, 8, List.of(), findings))
        .build();
  }
}
