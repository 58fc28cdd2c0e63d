package dev.todoku.readmodel;

import dev.todoku.readmodel.HealthView.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds providers, From domains, source IPs and incidents by part of their names, among those that
 * the views hold: no topic is read.
 *
 * @param health figures of the day
 * @param incidents as last published
 * @param providerName name of a provider for a person
 */
public record SearchIndex(
    HealthView health, IncidentView incidents, UnaryOperator<String> providerName) {
  private static final Comparator<SearchHit> BY_KIND =
      Comparator.comparing(SearchHit::kind).thenComparing(SearchHit::label);

  /** Shorter texts are part of nearly every name. */
  private static final int SHORTEST = 2;

  /**
   * What has {@code text} in its name; what has no other name comes first.
   *
   * @param limit how many at most
   */
  public List<SearchHit> find(String text, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    if (wanted.length() < SHORTEST) {
      return List.of();
    }
    Comparator<SearchHit> exactFirst = Comparator.comparing(hit -> !isExactly(hit, wanted));
    return all().stream()
        .filter(hit -> matches(hit, wanted))
        .sorted(exactFirst.thenComparing(BY_KIND))
        .limit(limit)
        .toList();
  }

  private List<SearchHit> all() {
    List<SearchHit> all = new ArrayList<>();
    Set<Flow> flows = health.flows();
    names(flows.stream().map(Flow::provider))
        .map(name -> new SearchHit(SearchHit.Kind.PROVIDER, name, providerName.apply(name)))
        .forEach(all::add);
    Stream<Flow> own = flows.stream().filter(flow -> !flow.isHop());
    names(own.map(Flow::fromDomain))
        .map(name -> new SearchHit(SearchHit.Kind.FROM_DOMAIN, name, name))
        .forEach(all::add);
    names(flows.stream().map(Flow::sourceIp))
        .map(name -> new SearchHit(SearchHit.Kind.SOURCE_IP, name, name))
        .forEach(all::add);
    incidents.all().stream()
        .map(
            alert -> new SearchHit(SearchHit.Kind.INCIDENT, alert.incidentId(), alert.incidentId()))
        .forEach(all::add);
    return all;
  }

  private static Stream<String> names(Stream<String> names) {
    return names
        .filter(name -> name != null && !name.isEmpty() && !name.equals(HealthView.OTHERS))
        .distinct();
  }

  private static boolean matches(SearchHit hit, String wanted) {
    return switch (hit.kind()) {
      case PROVIDER -> contains(hit.value(), wanted) || contains(hit.label(), wanted);
      case FROM_DOMAIN -> contains(hit.value(), wanted);
      case SOURCE_IP -> hit.value().startsWith(wanted);
      case INCIDENT -> hit.value().equalsIgnoreCase(wanted);
      case CAMPAIGN, ADDRESS -> false;
    };
  }

  private static boolean isExactly(SearchHit hit, String wanted) {
    return hit.value().equalsIgnoreCase(wanted) || hit.label().equalsIgnoreCase(wanted);
  }

  private static boolean contains(String name, String wanted) {
    return name.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
