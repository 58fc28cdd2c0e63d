package dev.todoku.dns.fact;

import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.RouteFact;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names providers by the domains that everybody knows, and all other domains by their mail servers
 * as far as there are facts. The facts come from whoever keeps them, such as a state store, so that
 * the name follows a domain that moves to another provider.
 */
public final class RoutedProviders implements ProviderNames {
  private final ProviderNames wellKnown;
  private final Function<String, Optional<RouteFact>> facts;

  /**
   * Names from both.
   *
   * @param wellKnown answers with the domain itself when it does not know it
   * @param facts the route of a domain, empty when there is none yet
   */
  public RoutedProviders(ProviderNames wellKnown, Function<String, Optional<RouteFact>> facts) {
    this.wellKnown = wellKnown;
    this.facts = facts;
  }

  @Override
  public String of(String domain) {
    String known = wellKnown.of(domain);
    return known.equals(domain)
        ? facts.apply(domain).map(RouteFact::provider).orElse(domain)
        : known;
  }
}
