package dev.todoku.web;

import dev.todoku.explain.Explanation;
import dev.todoku.schema.Address;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of which From domains somebody may see mail, those below them included. Pure.
 *
 * @param names in normal form; none for all mail
 */
record FromDomains(Set<String> names) {
  /** All mail. */
  static final FromDomains ALL = new FromDomains(Set.of());

  FromDomains {
    names = Set.copyOf(names);
  }

  boolean isAll() {
    return names.isEmpty();
  }

  /** Whether mail of a From domain may be seen; never mail whose From domain is unknown (null). */
  boolean has(@Nullable String fromDomain) {
    if (isAll() || fromDomain == null) {
      return isAll();
    }
    String domain = Address.normalDomain(fromDomain);
    return names.stream().anyMatch(name -> domain.equals(name) || domain.endsWith('.' + name));
  }

  /**
   * What may be seen of an answer; empty when nothing may. How the address stands comes of all mail
   * to it, so that is left out.
   */
  Optional<Explanation> part(Explanation whole) {
    if (isAll()) {
      return Optional.of(whole);
    }
    Explanation part =
        new Explanation(
            whole.query(),
            null,
            whole.messages().stream()
                .filter(
                    message ->
                        message.outcome() != null && has(message.outcome().origin().fromDomain()))
                .toList());
    return Optional.of(part).filter(seen -> !seen.messages().isEmpty());
  }
}
