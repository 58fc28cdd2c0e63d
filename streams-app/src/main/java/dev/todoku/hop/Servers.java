package dev.todoku.hop;

import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Address;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names say: who runs a server, who runs a domain's mailboxes, which service sends. */
final class Servers {
  private static final String TABLE = "sending-services.tsv";

  /** First labels of hosts that take mail to pass it on. */
  private static final Set<String> RELAY_LABELS =
      Set.of(
          "relay",
          "relayhost",
          "mailrelay",
          "smtprelay",
          "smtp-relay",
          "mail-relay",
          "smarthost",
          "outbound",
          "smtp-out",
          "smtpout",
          "outgoing");

  private final ServerOwners owners;
  private final ProviderNames providers;
  private final Set<String> sendingServices = new HashSet<>();

  Servers(ServerOwners owners, ProviderNames providers, List<Line> sendingServices) {
    this.owners = owners;
    this.providers = providers;
    sendingServices.forEach(line -> this.sendingServices.add(line.cells(2).get(1)));
  }

  static Servers load(ServerOwners owners, ProviderNames providers) {
    return new Servers(owners, providers, Table.read(Servers.class, TABLE));
  }

  String domainOf(String recipient) {
    return Address.domainOf(recipient);
  }

  /** {@code example.co.jp} of {@code mx1.mail.example.co.jp}. */
  String organisation(String domain) {
    return owners.organisation(domain.toLowerCase(Locale.ROOT));
  }

  boolean isSameOrganisation(String server, String domain) {
    return !domain.isEmpty() && organisation(server).equals(organisation(domain));
  }

  /** Whether a server belongs to the provider that is known to run {@code domain}. */
  boolean isOfProvider(String server, String domain) {
    return owner(server).equals(providers.of(domain));
  }

  /** Whether {@code domain} is run by a known provider, and a server is none of that. */
  boolean isForeignTo(String server, String domain) {
    String provider = domain.isEmpty() ? domain : providers.of(domain);
    return !provider.equals(domain)
        && owners.isKnown(provider)
        && !owner(server).equals(provider)
        && !isSameOrganisation(server, domain);
  }

  /** Whether a known provider of mailboxes runs a server. */
  boolean isOfKnownProvider(String server) {
    return owners.isKnown(owner(server));
  }

  /** Whether a server's name is that of a sending service: "*" stands for one label. */
  boolean isSendingService(String server) {
    String name = server.toLowerCase(Locale.ROOT);
    for (String at = name; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
      int first = at.indexOf('.');
      int second = at.indexOf('.', first + 1);
      if (sendingServices.contains(at)
          || (second > 0
              && sendingServices.contains(at.substring(0, first) + ".*" + at.substring(second)))) {
        return true;
      }
    }
    return false;
  }

  boolean isCalledRelay(String server) {
    String label = server.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    return RELAY_LABELS.contains(label.replaceAll("\\d+$", ""));
  }

  /** The provider of the mailbox, by the server that took the mail where that is known. */
  String provider(String recipient, @Nullable Peer peer) {
    String domain = domainOf(recipient);
    if (domain.isEmpty()) {
      return ProviderNames.NOBODY;
    }
    String known = providers.of(domain);
    return known.equals(domain) && peer != null && isOfKnownProvider(peer.name())
        ? owner(peer.name())
        : known;
  }

  private String owner(String server) {
    return owners.of(server.toLowerCase(Locale.ROOT));
  }
}
