package dev.todoku.hop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the logs so far show of servers: for whom each took mail, and where each host sends its
 * mail. Learned from all attempts before any is judged.
 */
final class PeerUse {
  /** So many unrelated domains are not one company's. */
  private static final int UNRELATED = 3;

  /** More are not needed to decide. */
  private static final int MOST = 16;

  private final Servers servers;
  private final Map<String, Set<String>> organisations = new HashMap<>();
  private final Map<String, Set<String>> peersOfHosts = new HashMap<>();
  private final Set<String> forOthers = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();

  PeerUse(Servers servers) {
    this.servers = servers;
  }

  void learn(QueueRecord entry) {
    hosts.add(entry.host());
    for (HopAttempt attempt : entry.attempts()) {
      Peer peer = attempt.peer();
      if (peer != null && isRemote(peer) && attempt.agent().equals("smtp")) {
        learn(entry.host(), peer, servers.domainOf(attempt.recipient()));
      }
    }
  }

  private static boolean isRemote(Peer peer) {
    return peer.address() != null && !peer.isSocket() && !IpAddresses.isLoopback(peer.address());
  }

  private void learn(String host, Peer peer, String domain) {
    addTo(organisations, peer.name(), servers.organisation(domain));
    addTo(peersOfHosts, host, peer.name());
    if (servers.isForeignTo(peer.name(), domain)) {
      forOthers.add(peer.name());
    }
  }

  /** Whether a server takes mail for a provider that has servers of its own. */
  boolean takesMailForOthers(Peer peer) {
    return forOthers.contains(peer.name());
  }

  /** Whether all that a host sends, to unrelated domains, goes to one server. */
  boolean isOnlyWayOut(String host, Peer peer) {
    return organisations.getOrDefault(peer.name(), Set.of()).size() >= UNRELATED
        && peersOfHosts.getOrDefault(host, Set.of()).equals(Set.of(peer.name()));
  }

  /** Whether a host is seen to send to several servers, as one that follows MX records does. */
  boolean sendsDirectly(String host) {
    return peersOfHosts.getOrDefault(host, Set.of()).stream()
            .filter(peer -> !forOthers.contains(peer))
            .count()
        > 1;
  }

  /** Whether the log of {@code peer} is read: by its full name, or in a private network by host. */
  boolean isOwnHost(Peer peer, String sender) {
    String name = peer.name();
    if (hosts.contains(name)) {
      return !name.equals(sender) || IpAddresses.isPrivate(String.valueOf(peer.address()));
    }
    int dot = name.indexOf('.');
    return dot > 0
        && peer.address() != null
        && IpAddresses.isPrivate(peer.address())
        && hosts.contains(name.substring(0, dot));
  }

  private static void addTo(Map<String, Set<String>> sets, String key, String value) {
    Set<String> set = sets.computeIfAbsent(key, unused -> new HashSet<>());
    if (set.size() < MOST) {
      set.add(value);
    }
  }
}
