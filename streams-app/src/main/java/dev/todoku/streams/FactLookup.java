package dev.todoku.streams;

import dev.todoku.dns.fact.FactHistory;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RouteFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Looks facts up in the store of DNS facts, as they stood at an event's time. */
public final class FactLookup implements KnownFacts {
  private final ReadOnlyKeyValueStore<String, byte[]> store;

  public FactLookup(ReadOnlyKeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Where mail to {@code domain} went at {@code time}, empty when that was not known then. */
  public Optional<RouteFact> route(String domain, long time) {
    return history(RouteFact.keyOf(domain)).at(time).map(RouteFact.class::cast);
  }

  /** All that is known under {@code key}. */
  public FactHistory history(String key) {
    byte[] known = store.get(key);
    return known == null ? FactHistory.NONE : FactHistory.decode(known);
  }

  @Override
  public List<DnsFact> about(Set<String> ips, Set<String> domains, long time) {
    List<DnsFact> facts = new ArrayList<>();
    ips.forEach(ip -> addListings(facts, ip, time));
    domains.forEach(
        domain -> {
          addListings(facts, domain, time);
          history(PostureFact.keyOf(domain)).at(time).ifPresent(facts::add);
        });
    return facts;
  }

  private void addListings(List<DnsFact> facts, String about, long time) {
    String first = ListingFact.keyPrefix(about);
    String end = first.substring(0, first.length() - 1) + (char) ('@' + 1);
    try (KeyValueIterator<String, byte[]> listings = store.range(first, end)) {
      while (listings.hasNext()) {
        KeyValue<String, byte[]> listing = listings.next();
        FactHistory.decode(listing.value).at(time).ifPresent(facts::add);
      }
    }
  }
}
