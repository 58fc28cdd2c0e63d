package dev.todoku.recipients;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Scope;
import dev.todoku.streams.Names;
import dev.todoku.streams.PrefixedKey;
import dev.todoku.wire.SuppressionExemption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Finds the recipients whose failures an exemption concerns. Candidates are kept by provider for as
 * long as an alarm may last, and the time before it that it may reach back to.
 */
final class ExemptionTracker {
  /** 48 hours of alarm, and two days for its onset and for what is reported late. */
  private static final Duration KEPT = Duration.ofDays(4);

  private static final Duration SEGMENT = Duration.ofHours(12);

  private final KeyValueStore<String, byte[]> stored;
  private final WindowStore<String, byte[]> candidates;
  private final KnownExemptions known = new KnownExemptions();

  /**
   * A recipient who was called unknown.
   *
   * @param recipient address in normal form
   * @param time when, event time
   */
  record Suspected(String recipient, long time, ExemptionCandidate suspect) {}

  ExemptionTracker(KeyValueStore<String, byte[]> stored, WindowStore<String, byte[]> candidates) {
    this.stored = stored;
    this.candidates = candidates;
    try (KeyValueIterator<String, byte[]> all = stored.all()) {
      all.forEachRemaining(entry -> known.learn(SuppressionExemption.decode(entry.value)));
    }
  }

  static StoreBuilder<WindowStore<String, byte[]>> candidatesBuilder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(Names.CANDIDATES_STORE, KEPT, SEGMENT, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  KnownExemptions known() {
    return known;
  }

  /** Remembers that a recipient was called unknown. */
  void addCandidate(String recipient, String name, Outcome outcome) {
    candidates.put(
        PrefixedKey.of(outcome.provider(), recipient),
        ExemptionCandidate.of(name, outcome).encode(),
        outcome.bouncedAt());
  }

  /**
   * Learns of an exemption; returns all who were called unknown by its provider since its onset.
   */
  List<Suspected> learn(SuppressionExemption exemption) {
    known.forgetEndedBefore(exemption.from() - KEPT.toMillis()).stream()
        .map(Scope::key)
        .forEach(stored::delete);
    known.learn(exemption);
    stored.put(exemption.scope().key(), exemption.encode());
    String provider = exemption.provider();
    List<Suspected> found = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, byte[]> since =
        candidates.fetch(
            PrefixedKey.first(provider),
            PrefixedKey.end(provider),
            exemption.from(),
            Long.MAX_VALUE)) {
      while (since.hasNext()) {
        KeyValue<Windowed<String>, byte[]> entry = since.next();
        String recipient = PrefixedKey.entry(provider, entry.key.key());
        found.add(
            new Suspected(
                recipient, entry.key.window().start(), ExemptionCandidate.decode(entry.value)));
      }
    }
    return found;
  }

  /** The exemption that covers a candidate of {@code provider}, empty when none does. */
  Optional<SuppressionExemption> covering(String provider, Suspected suspected) {
    return known.covering(
        provider,
        suspected.suspect().sourceIp(),
        suspected.suspect().fromDomain(),
        suspected.time());
  }
}
