package dev.todoku.incident;

import dev.todoku.detect.AtProviders;
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
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts an incident into words: what decided, what the DNS says of the sender, what to do. */
final class AlertWriter {
  /** Causes on the sender's side, which its DNS may explain. */
  private static final Set<Cause> OF_THE_SENDER =
      Set.of(
          Cause.IP_BLOCK,
          Cause.DOMAIN_BLOCK,
          Cause.DNS_LIST,
          Cause.CONTENT_BLOCK,
          Cause.RATE_LIMITING,
          Cause.AUTHENTICATION,
          Cause.COMPLAINT_RATE,
          Cause.SILENT_LOSS,
          Cause.BACKSCATTER);

  private final Playbook playbook;
  private final KnownFacts known;

  AlertWriter(Playbook playbook, KnownFacts known) {
    this.playbook = playbook;
    this.known = known;
  }

  /**
   * An incident and the alert that tells of it.
   *
   * @param incident as it is now that it has been told of
   */
  record Told(Incident incident, Alert alert) {}

  /** Tells of an incident after {@code signal}. */
  Told tell(Incident incident, Signal signal, Alert.State state) {
    boolean isShown = incident.latest().equals(signal);
    List<Indication> added = isShown ? List.of() : signal.evidence().findings();
    return tell(incident, added, facts(incident, signal.time()), signal.time(), state);
  }

  /** Tells of an incident again when other facts are known now than when it was last told of. */
  Stream<Told> refresh(Incident incident, long time) {
    FactEvidence facts = facts(incident, time);
    return names(facts).equals(incident.factsTold())
        ? Stream.empty()
        : Stream.of(tell(incident, List.of(), facts, time, Alert.State.UPDATED));
  }

  private Told tell(
      Incident incident, List<Indication> added, FactEvidence facts, long time, Alert.State state) {
    Incident told = incident.told(names(facts));
    Scope scope = told.scope();
    Evidence evidence = evidence(told, added, facts);
    List<RemedyStep> steps = new ArrayList<>(facts.steps());
    steps.addAll(playbook.stepsFor(told.cause(), providers(told)));
    Alert alert =
        new Alert(
            told.id(),
            told.revision(),
            state,
            told.cause(),
            severity(told),
            scope,
            told.onset(),
            time,
            told.closedAt(),
            playbook.title(told.cause(), scope, evidence),
            evidence,
            steps);
    return new Told(told, alert);
  }

  /**
   * Whose own steps are to be taken: where a sender's mail fails, when the incident is about no
   * provider.
   */
  private static List<String> providers(Incident told) {
    if (told.scope().provider() != null) {
      return List.of(told.scope().provider());
    }
    return told.providers().isEmpty() && told.latest() != null
        ? AtProviders.namedIn(told.latest().evidence())
        : List.of();
  }

  /** A list that makes providers refuse is urgent; one that nobody asks yet leaves some time. */
  private static Severity severity(Incident incident) {
    return incident.cause() == Cause.DNS_LIST && incident.failures() > 0
        ? Severity.CRITICAL
        : incident.latest().severity();
  }

  /** The latest evidence with the volumes of all members, and what the DNS says. */
  private Evidence evidence(Incident incident, List<Indication> added, FactEvidence facts) {
    Evidence latest = incident.latest().evidence();
    List<Indication> findings = new ArrayList<>(latest.findings());
    findings.addAll(added);
    boolean isOfTheScope = incident.providers().size() == 1 && incident.scope().provider() != null;
    if (!incident.providers().isEmpty() && !isOfTheScope) {
      findings.add(AtProviders.of(incident.providers(), true));
    }
    return new Evidence(
        latest.channel(),
        incident.attempts(),
        incident.failures(),
        latest.baseline(),
        latest.score(),
        latest.threshold(),
        latest.confidence(),
        Stream.concat(findings.stream().map(playbook::told), facts.indications().stream()).toList(),
        latest.samples());
  }

  private FactEvidence facts(Incident incident, long time) {
    if (!OF_THE_SENDER.contains(incident.cause()) || incident.latest() == null) {
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
    incident.latest().evidence().samples().stream()
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
