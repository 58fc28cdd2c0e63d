package dev.todoku.pipeline;

import dev.todoku.recipient.Amnesties;
import dev.todoku.recipient.Amnesty;
import dev.todoku.recipient.Suspect;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Scope;
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
 * Finds the recipients whose failures an amnesty concerns. Suspects are kept by provider for as
 * long as an alarm may last, and the time before it that it may reach back to.
 */
final class AmnestyDesk {
  /** 48 hours of alarm, and two days for its onset and for what is told late. */
  private static final Duration KEPT = Duration.ofDays(4);

  private static final Duration SEGMENT = Duration.ofHours(12);

  private final KeyValueStore<String, byte[]> stored;
  private final WindowStore<String, byte[]> suspects;
  private final Amnesties known = new Amnesties();

  /**
   * A recipient who was called unknown.
   *
   * @param recipient address in normal form
   * @param time when, event time
   */
  record Suspected(String recipient, long time, Suspect suspect) {}

  AmnestyDesk(KeyValueStore<String, byte[]> stored, WindowStore<String, byte[]> suspects) {
    this.stored = stored;
    this.suspects = suspects;
    try (KeyValueIterator<String, byte[]> all = stored.all()) {
      all.forEachRemaining(entry -> known.learn(Amnesty.decode(entry.value)));
    }
  }

  static StoreBuilder<WindowStore<String, byte[]>> suspectsBuilder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(Names.SUSPECTS_STORE, KEPT, SEGMENT, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  Amnesties known() {
    return known;
  }

  /** Remembers that a recipient was called unknown. */
  void suspect(String recipient, String name, Outcome outcome) {
    suspects.put(
        PrefixedKey.of(outcome.provider(), recipient),
        Suspect.of(name, outcome).encode(),
        outcome.bouncedAt());
  }

  /** Learns of an amnesty; returns all who were called unknown by its provider since its onset. */
  List<Suspected> learn(Amnesty amnesty) {
    known.forgetEndedBefore(amnesty.from() - KEPT.toMillis()).stream()
        .map(Scope::key)
        .forEach(stored::delete);
    known.learn(amnesty);
    stored.put(amnesty.scope().key(), amnesty.encode());
    String provider = amnesty.scope().provider();
    List<Suspected> found = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, byte[]> since =
        suspects.fetch(
            PrefixedKey.first(provider),
            PrefixedKey.end(provider),
            amnesty.from(),
            Long.MAX_VALUE)) {
      while (since.hasNext()) {
        KeyValue<Windowed<String>, byte[]> entry = since.next();
        String recipient = PrefixedKey.entry(provider, entry.key.key());
        found.add(
            new Suspected(recipient, entry.key.window().start(), Suspect.decode(entry.value)));
      }
    }
    return found;
  }

  /** The amnesty that covers a suspect of {@code provider}, empty when none does. */
  Optional<Amnesty> covering(String provider, Suspected suspected) {
    return known.covering(
        provider,
        suspected.suspect().sourceIp(),
        suspected.suspect().fromDomain(),
        suspected.time());
  }
}
