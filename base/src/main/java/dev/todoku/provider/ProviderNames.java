package dev.todoku.provider;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;

/** Names the provider behind a recipient's domain. */
public interface ProviderNames {
  /** Stands for a provider that an address does not name. */
  String NOBODY = "unknown";

  /**
   * The provider that runs the mailboxes of {@code domain}: a short name such as {@code docomo}, or
   * the domain itself when its provider is not known.
   *
   * @param domain in normal form ({@link dev.todoku.schema.Address#normalDomain})
   */
  String of(String domain);

  /**
   * Whether a provider is known by a short name; else it is the domain of somebody's own server.
   */
  static boolean isShortName(String provider) {
    return provider.indexOf('.') < 0;
  }

  /**
   * The provider of an address. Local mail goes to names without a domain ("root"): nobody's.
   *
   * @param address in normal form
   */
  default String ofAddress(String address) {
    String domain = Address.domainOf(address);
    return domain.isEmpty() || domain.length() > Limits.DOMAIN ? NOBODY : of(domain);
  }
}
