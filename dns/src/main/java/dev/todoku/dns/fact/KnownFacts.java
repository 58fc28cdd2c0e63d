package dev.todoku.dns.fact;

import dev.todoku.schema.DnsFact;
import java.util.List;
import java.util.Set;

/** The facts about senders that hold for an event. */
public interface KnownFacts {
  /** Nothing known. */
  KnownFacts NONE = (ips, domains, time) -> List.of();

  /**
   * Listings of the addresses and domains, and postures of the domains.
   *
   * @param ips sending addresses
   * @param domains From domains
   * @param time of the event
   */
  List<DnsFact> about(Set<String> ips, Set<String> domains, long time);
}
