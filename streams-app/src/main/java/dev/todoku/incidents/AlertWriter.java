package dev.todoku.incidents;

import dev.todoku.detect.AtProviders;
import dev.todoku.detect.CauseTraits;
import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.streams.AlertInvariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts an incident into words: what decided, what the DNS says of the sender, what to do. */
final class AlertWriter {
  private final Playbook playbook;
  private final KnownFacts known;

  AlertWriter(Playbook playbook, KnownFacts known) {
    this.playbook = playbook;
    this.known = known;
  }

  /**
   * The next revision of an incident, remedy included.
   *
   * @param before the last revision, null when this is the first
   * @param time event time; the revision's is never before that of the last one
   */
  PublishedIncident write(
      Incident incident,
      @Nullable PublishedIncident before,
      String id,
      Alert.State state,
      long time) {
    long now = before == null ? time : Math.max(time, before.alert().time());
    Scope scope = incident.scope();
    FactEvidence known = facts(incident, now);
    Evidence evidence = evidence(incident, known);
    List<RemedyStep> steps = new ArrayList<>(known.steps());
    steps.addAll(playbook.stepsFor(incident.cause(), providers(incident)));
    Alert alert =
        Alert.builder(id, incident.cause(), severity(incident), scope)
            .revision(before == null ? 1 : before.alert().revision() + 1)
            .state(state)
            .onset(incident.onset())
            .detectedAt(incident.detectedAt())
            .time(now)
            .resolvedAt(state.isOpen() ? 0 : incident.closedAt())
            .title(playbook.title(incident.cause(), scope, evidence))
            .evidence(evidence)
            .remedy(steps)
            .build();
    return new PublishedIncident(
        alert,
        incident.family(),
        incident.scopes(),
        incident.begunAt(),
        incident.shown().time(),
        names(known),
        List.of());
  }

  /** The revision that takes an incident back. */
  PublishedIncident withdraw(PublishedIncident known, long time) {
    Alert before = known.alert();
    Alert alert =
        Alert.builder(before.incidentId(), before.cause(), before.severity(), before.scope())
            .revision(before.revision() + 1)
            .state(Alert.State.WITHDRAWN)
            .onset(before.onset())
            .detectedAt(before.detectedAt())
            .time(Math.max(time, before.time()))
            .title(before.title())
            .evidence(before.evidence())
            .build();
    return known.of(alert);
  }

  /** The draft with findings that name what it changes. */
  PublishedIncident with(PublishedIncident draft, List<Indication> findings) {
    if (findings.isEmpty()) {
      return draft;
    }
    Evidence evidence = draft.alert().evidence();
    List<Indication> all = new ArrayList<>(evidence.findings());
    findings.stream().map(playbook::indication).forEach(all::add);
    return draft.withAlert(
        with(
            draft.alert(),
            draft.alert().title(),
            evidence.toBuilder().findings(all).build(),
            draft.alert().remedy()));
  }

  /** The alert as it can be published; its title has the corrected counts. */
  Alert corrected(@Nullable Alert before, Alert alert) {
    Alert corrected = AlertInvariant.corrected(before, alert);
    return with(
        corrected,
        playbook.title(corrected.cause(), corrected.scope(), corrected.evidence()),
        corrected.evidence(),
        corrected.remedy());
  }

  static Alert withoutRemedy(Alert alert) {
    return with(alert, alert.title(), alert.evidence(), List.of());
  }

  private static Alert with(Alert alert, Text title, Evidence evidence, List<RemedyStep> remedy) {
    return alert.toBuilder().title(title).evidence(evidence).remedy(remedy).build();
  }

  /** Whether other facts are known than when an incident was last published. */
  boolean hasOtherFacts(Incident incident, PublishedIncident known, long time) {
    return !names(facts(incident, time)).equals(known.facts());
  }

  /**
   * Whose own steps are to be taken: where a sender's mail fails, when the incident is about no
   * provider.
   */
  private static List<String> providers(Incident incident) {
    if (incident.scope().provider() != null) {
      return List.of(incident.scope().provider());
    }
    return incident.providers().isEmpty()
        ? AtProviders.namedIn(incident.latest().evidence())
        : List.of();
  }

  /** A list that makes providers refuse is urgent; one that nobody asks yet leaves some time. */
  private static Severity severity(Incident incident) {
    if (OutboundOutage.isOf(incident.cause())) {
      return OutboundOutage.severity(incident);
    }
    return incident.cause() == Cause.DNS_LIST && incident.shown().failures() > 0
        ? CauseTraits.of(Cause.DNS_LIST).severity()
        : incident.shown().evidence().severity();
  }

  /** The evidence that was last news with the volumes of all members, and what the DNS says. */
  private Evidence evidence(Incident incident, FactEvidence facts) {
    Incident.Shown shown = incident.shown();
    Evidence seen = shown.evidence().evidence();
    Evidence latest =
        OutboundOutage.isOf(incident.cause()) ? OutboundOutage.evidence(incident, seen) : seen;
    List<Indication> findings = new ArrayList<>(latest.findings());
    findings.addAll(shown.added());
    if (incident.episodes() > 1) {
      findings.add(comesAndGoes(incident));
    }
    boolean isOfTheScope = incident.providers().size() == 1 && incident.scope().provider() != null;
    if (!incident.providers().isEmpty() && !isOfTheScope) {
      findings.add(AtProviders.of(incident.providers(), true));
    }
    return latest.toBuilder()
        .attempts(shown.attempts())
        .failures(shown.failures())
        .findings(
            Stream.concat(findings.stream().map(playbook::indication), facts.indications().stream())
                .toList())
        .build();
  }

  private static Indication comesAndGoes(Incident incident) {
    Instant since = Instant.ofEpochMilli(incident.episodesSince());
    return Indication.of("comes-and-goes", true, incident.episodes() + "\u00d7, " + since);
  }

  private FactEvidence facts(Incident incident, long time) {
    if (!CauseTraits.of(incident.cause()).hasSenderFacts()) {
      return FactEvidence.NONE;
    }
    Set<String> ips = incident.sourceIps();
    return FactEvidence.of(ips, known.about(ips, domains(incident), time));
  }

  /** The From domains that are concerned; of an address, those whose mail is among the samples. */
  private static Set<String> domains(Incident incident) {
    Set<String> domains = new HashSet<>();
    incident.members().stream()
        .map(member -> member.scope().fromDomain())
        .filter(Objects::nonNull)
        .forEach(domains::add);
    incident.shown().evidence().evidence().samples().stream()
        .map(Evidence.Sample::sender)
        .filter(Objects::nonNull)
        .forEach(domains::add);
    return domains;
  }

  private static List<String> names(FactEvidence facts) {
    return facts.indications().stream()
        .map(finding -> finding.id() + ' ' + finding.value())
        .collect(Collectors.toUnmodifiableList());
  }
}
