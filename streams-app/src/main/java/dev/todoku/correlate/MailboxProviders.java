package dev.todoku.correlate;

import dev.todoku.dns.fact.RoutedProviders;
import dev.todoku.message.MessageState;
import dev.todoku.message.Outcomes;
import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.RouteFact;
import java.util.Optional;

/**
 * Names the provider of a message's recipient, as the facts stood when it was sent: what is counted
 * at a provider later on, such as a bounce, belongs where its acceptance was counted.
 */
public final class MailboxProviders {
  private final ProviderNames wellKnown;
  private final Routes routes;

  /** Where mail to domains went. */
  @FunctionalInterface
  public interface Routes {
    /** The route of {@code domain} that held at {@code time}, empty when none was known then. */
    Optional<RouteFact> route(String domain, long time);
  }

  public MailboxProviders(ProviderNames wellKnown, Routes routes) {
    this.wellKnown = wellKnown;
    this.routes = routes;
  }

  /**
   * The provider of a message.
   *
   * @param recipient in normal form
   */
  public String of(String recipient, MessageState known) {
    if (known.provider() != null) {
      return known.provider();
    }
    long time = known.sentAt() == 0 ? Outcomes.latest(known) : known.sentAt();
    return new RoutedProviders(wellKnown, domain -> routes.route(domain, time))
        .ofAddress(recipient);
  }
}
