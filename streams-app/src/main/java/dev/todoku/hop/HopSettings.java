package dev.todoku.hop;

import dev.todoku.schema.HopKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of hops; it overrides whatever the rules would say.
 *
 * @param own names, addresses or networks of filters and servers of one's own
 * @param relays those of smarthosts
 * @param providers those that are no hop of one's own whatever they look like
 */
public record HopSettings(List<String> own, List<String> relays, List<String> providers) {
  /** Nothing is said. */
  public static final HopSettings NONE = new HopSettings(List.of(), List.of(), List.of());

  public HopSettings {
    own = List.copyOf(own);
    relays = List.copyOf(relays);
    providers = List.copyOf(providers);
  }

  /** What the settings say of {@code peer}, null when nothing. */
  @Nullable HopKind of(Peer peer) {
    if (own.stream().anyMatch(entry -> matches(entry, peer))) {
      return HopKind.OWN;
    }
    if (relays.stream().anyMatch(entry -> matches(entry, peer))) {
      return HopKind.RELAY;
    }
    return providers.stream().anyMatch(entry -> matches(entry, peer)) ? HopKind.PROVIDER : null;
  }

  /** "10.0.0.0/8", "192.0.2.1", "relay.example" with all below it; each with or without ":port". */
  private static boolean matches(String entry, Peer peer) {
    List<String> candidates = new ArrayList<>(List.of(entry));
    String port = ":" + peer.port();
    if (peer.port() != 0 && entry.endsWith(port)) {
      candidates.add(entry.substring(0, entry.length() - port.length()));
    }
    return candidates.stream().anyMatch(candidate -> matchesHost(candidate, peer));
  }

  private static boolean matchesHost(String entry, Peer peer) {
    int slash = entry.indexOf('/');
    if (slash > 0) {
      return peer.address() != null && isIn(entry, slash, peer.address());
    }
    String name = peer.name().toLowerCase(Locale.ROOT);
    String wanted = entry.toLowerCase(Locale.ROOT);
    return name.equals(wanted) || name.endsWith('.' + wanted) || wanted.equals(peer.address());
  }

  private static boolean isIn(String network, int slash, String address) {
    long base = IpAddresses.v4(network.substring(0, slash));
    long v4 = IpAddresses.v4(address);
    String bits = network.substring(slash + 1);
    if (base < 0 || v4 < 0 || !bits.matches("\\d{1,2}") || Integer.parseInt(bits) > 32) {
      return false;
    }
    int shift = 32 - Integer.parseInt(bits);
    return base >>> shift == v4 >>> shift;
  }
}
