package dev.todoku.incidents;

import dev.todoku.remedy.IncidentLink;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds to alerts what makes reading them easier, and follows from the rest. */
public final class AlertDetails {
  /** Findings whose value is the name of a campaign or mail stream. */
  private static final Set<String> OF_ONE_CAMPAIGN =
      Set.of("one-campaign", "mail-stream", "worst-campaign", "worst-stream");

  private final Playbook playbook;
  private final IncidentLink link;

  /**
   * Details.
   *
   * @param page where people reach the page, empty when unknown
   */
  public AlertDetails(Playbook playbook, String page) {
    this.playbook = playbook;
    this.link = new IncidentLink(page);
  }

  /**
   * The alerts with their details.
   *
   * @param before what was published of the incidents before
   * @param alerts new revisions, in order
   */
  public List<Alert> of(List<PublishedIncident> before, List<Alert> alerts) {
    Map<String, Alert> last = new HashMap<>();
    before.forEach(published -> last.put(published.id(), published.alert()));
    List<Alert> detailed = new ArrayList<>();
    for (Alert alert : alerts) {
      detailed.add(of(last.put(alert.incidentId(), alert), alert));
    }
    return detailed;
  }

  private Alert of(Alert before, Alert alert) {
    boolean isOtherSeverity = before != null && before.severity() != alert.severity();
    boolean isOtherCause = before != null && before.cause() != alert.cause();
    return alert.toBuilder()
        .link(link.of(alert.incidentId()).orElse(null))
        .providerName(providerName(alert))
        .campaign(campaign(alert))
        .previousSeverity(isOtherSeverity ? before.severity() : null)
        .previousCause(isOtherCause ? before.cause() : null)
        .build();
  }

  private @Nullable Text providerName(Alert alert) {
    String provider = alert.scope().provider();
    return provider == null ? null : playbook.providerName(provider);
  }

  private static @Nullable String campaign(Alert alert) {
    return alert.evidence().findings().stream()
        .filter(Indication::supports)
        .filter(finding -> OF_ONE_CAMPAIGN.contains(finding.id()))
        .map(Indication::value)
        .filter(name -> name != null && !name.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
