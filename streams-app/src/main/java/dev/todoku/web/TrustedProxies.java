package dev.todoku.web;

import dev.todoku.dns.Ip;
import dev.todoku.schema.AuditRecord;
import dev.todoku.schema.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proxies that sign people in and name them in a header (single sign-on). From all other addresses
 * the header means nothing. Pure.
 *
 * @param networks whence they ask
 * @param header that has the person's name
 * @param roles what such people may do
 */
record TrustedProxies(List<Network> networks, String header, Set<AccessRole> roles) {
  /** No proxy is trusted. */
  static final TrustedProxies NONE = new TrustedProxies(List.of(), "", Set.of());

  private static final String SLASH = "/";

  boolean areNone() {
    return networks.isEmpty();
  }

  /** Addresses whose first bits are the same. */
  record Network(Ip address, int bits) {
    boolean has(Ip other) {
      return address.sharesPrefix(other, bits);
    }
  }

  /**
   * Proxies at some addresses.
   *
   * @param addresses as in {@code 192.0.2.1} or {@code 192.0.2.0/24}
   * @param roles names of roles
   * @throws IllegalArgumentException when one is not understood
   */
  static TrustedProxies of(List<String> addresses, String header, List<String> roles) {
    List<Network> networks = new ArrayList<>();
    addresses.forEach(address -> networks.add(network(address)));
    return new TrustedProxies(List.copyOf(networks), header, AccessRole.ofPeople(roles));
  }

  private static Network network(String text) {
    String[] parts = text.split(SLASH, -1);
    Ip address =
        Ip.parse(parts[0])
            .orElseThrow(() -> new IllegalArgumentException(text + " is no IP address"));
    try {
      int bits = parts.length == 1 ? address.bits() : Integer.parseInt(parts[1]);
      if (parts.length <= 2 && bits >= 0 && bits <= address.bits()) {
        return new Network(address, bits);
      }
    } catch (NumberFormatException notOne) {
      // Refused below.
    }
    throw new IllegalArgumentException(text + " is no network, such as 192.0.2.0/24");
  }

  /**
   * Who asks; empty where no proxy says it.
   *
   * @param remote address that the connection comes from
   * @param name what the header has, null when it is not there
   */
  Optional<Caller> caller(String remote, @Nullable String name) {
    return name != null && !name.isBlank() && name.length() <= Limits.NAME && trusts(remote)
        ? Optional.of(new Caller(name.strip(), AuditRecord.Via.PROXY, roles, FromDomains.ALL))
        : Optional.empty();
  }

  private boolean trusts(String remote) {
    return Ip.parse(remote)
        .filter(ip -> networks.stream().anyMatch(network -> network.has(ip)))
        .isPresent();
  }
}
