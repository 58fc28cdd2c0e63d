package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedCampaignTest {
  private static final Indication ONE_CAMPAIGN = Indication.of("one-campaign", false, "spring");
  private static final Scope AT_GOOGLE = new Scope("google", null, "news.example");
  private static final Scope AT_ICLOUD = new Scope("icloud", null, "news.example");

  private SubjectIncidents incidents = SubjectIncidents.EMPTY;

  @Test
  void whatAnotherProviderRefusesOfItWithoutSayingWhyIsRefusedForItsContentToo() {
    hear(AT_GOOGLE, Cause.CONTENT_BLOCK, "09:00", "09:02");
    hear(AT_ICLOUD, Cause.DOMAIN_BLOCK, "11:30", "12:31", ONE_CAMPAIGN);
    assertThat(incidents.incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.cause()).isEqualTo(Cause.CONTENT_BLOCK);
              assertThat(incident.scope()).isEqualTo(new Scope(null, null, "news.example"));
              assertThat(incident.failures()).isEqualTo(20);
              assertThat(incident.shown().evidence().severity()).isEqualTo(Severity.PAUSE);
            });
  }

  @Test
  void aFromDomainThatAnotherProviderRefusesInAllItsMailIsBlockedThere() {
    hear(AT_GOOGLE, Cause.CONTENT_BLOCK, "09:00", "09:02");
    hear(AT_ICLOUD, Cause.DOMAIN_BLOCK, "11:30", "12:31");
    assertThat(incidents.incidents())
        .extracting(Incident::cause)
        .containsExactly(Cause.CONTENT_BLOCK, Cause.DOMAIN_BLOCK);
  }

  private void hear(Scope scope, Cause cause, String onset, String time, Indication... findings) {
    incidents =
        IncidentFold.fold(
            incidents,
            new Signal(
                scope,
                Signal.State.RAISED,
                cause,
                Severity.CRITICAL,
                at(onset),
                at(time),
                Proof.of(12, 10, .02, 22, 19.8, List.of(), findings)));
  }
}
