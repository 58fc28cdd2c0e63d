package dev.todoku.dns.spf;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of an address that resolve back to it (RFC 7208 section 5.5). Asked for when needed. */
final class ReverseNames {
  /** No more are looked at (section 4.6.4). */
  private static final int MAX_NAMES = 10;

  private static final String UNKNOWN = "unknown";

  private final Dns dns;
  private final Ip ip;
  private @Nullable List<String> validated;

  ReverseNames(Dns dns, Ip ip) {
    this.dns = dns;
    this.ip = ip;
  }

  /** Whether one of them is {@code domain} or below it. */
  boolean anyWithin(String domain) {
    return validated().stream().anyMatch(name -> isWithin(name, domain));
  }

  /** The one for macro "p": the domain itself, one below it, any, or "unknown" (section 7.3). */
  String best(String domain) {
    List<String> names = validated();
    if (names.contains(domain)) {
      return domain;
    }
    return names.stream()
        .filter(name -> isWithin(name, domain))
        .findFirst()
        .orElse(names.isEmpty() ? UNKNOWN : names.get(0));
  }

  private static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith('.' + domain);
  }

  private List<String> validated() {
    if (validated == null) {
      RecordType type = ip.isV4() ? RecordType.A : RecordType.AAAA;
      validated =
          dns.get(ip.reverseName(), RecordType.PTR).values().stream()
              .limit(MAX_NAMES)
              .map(name -> name.toLowerCase(Locale.ROOT))
              .filter(name -> isOf(dns.get(name, type)))
              .toList();
    }
    return validated;
  }

  private boolean isOf(DnsAnswer addresses) {
    return addresses.values().contains(ip.text());
  }
}
