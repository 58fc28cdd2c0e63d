package dev.todoku.providers;

import dev.todoku.detect.StreamState;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.LruCache;
import dev.todoku.wire.HopKey;
import dev.todoku.wire.ScopeKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The detectors of all streams of a task. They lie in the store, which is written minute by minute;
 * at rest only the streams used last are in memory. A stream takes some 200 bytes in the store, and
 * two to ten thousand in memory.
 */
final class DetectorStreamStore {
  /** Streams in memory at most, while a minute of a provider is judged. */
  static final int MOST_IN_MEMORY = 10_000;

  /** Streams that stay in memory between two minutes: reading one back takes some microseconds. */
  static final int KEPT_AT_REST = 500;

  /** What is watched of the mail of a From domain to a provider. */
  private static final Set<FailureType> OF_FROM_DOMAINS =
      EnumSet.of(FailureType.REFUSALS, FailureType.MASKED_REFUSALS, FailureType.RETURNED_MAIL);

  /** What is watched of the mail from a source IP to a provider. */
  private static final Set<FailureType> OF_SOURCE_IPS =
      EnumSet.of(
          FailureType.REFUSALS,
          FailureType.MASKED_REFUSALS,
          FailureType.RETURNED_MAIL,
          FailureType.SYSTEM_FAILURES);

  /** What is watched of all mail to a provider. */
  private static final Set<FailureType> OF_PROVIDERS =
      EnumSet.of(
          FailureType.SYSTEM_FAILURES, FailureType.FULL_MAILBOXES, FailureType.MASKED_REFUSALS);

  /** What is watched of all mail to a filter or relay of the sending side. */
  private static final Set<FailureType> OF_HOPS =
      EnumSet.of(FailureType.SYSTEM_FAILURES, FailureType.REFUSALS);

  private final BeforeImages.Revertible store;
  private final LruCache<String, StreamState> recent = new LruCache<>(MOST_IN_MEMORY);

  /** Scopes that stand in alarm: they are looked at although nothing more may come. */
  private final Map<String, Scope> alarmed = new TreeMap<>();

  DetectorStreamStore(BeforeImages.Revertible store) {
    this.store = store;
    store.onPutBack(this::reread);
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> entry = stored.next();
        mark(entry.key, ScopeKey.parse(entry.key), StreamState.decode(entry.value));
      }
    }
  }

  /** Whether a scope is all mail to a provider. */
  static boolean isOfProvider(Scope scope) {
    return scope.sourceIp() == null && scope.fromDomain() == null;
  }

  StreamState of(Scope scope) {
    return recent.get(ScopeKey.of(scope), key -> read(key, scope));
  }

  void save(Scope scope, StreamState stream) {
    String key = ScopeKey.of(scope);
    store.put(key, stream.encode());
    mark(key, scope, stream);
  }

  /** Leaves to the store what need not stay in memory; no stream is in use. */
  void rest() {
    recent.trim(KEPT_AT_REST);
  }

  /** How many streams are in memory. */
  int inMemory() {
    return recent.size();
  }

  private void reread(String key) {
    recent.remove(key);
    byte[] stored = store.get(key);
    if (stored == null) {
      alarmed.remove(key);
    } else {
      mark(key, ScopeKey.parse(key), StreamState.decode(stored));
    }
  }

  private void mark(String key, Scope scope, StreamState stream) {
    if (stream.isAlarmed() || stream.isReported()) {
      alarmed.put(key, scope);
    } else {
      alarmed.remove(key);
    }
  }

  /** Whether an alarm stands in the stream. */
  boolean isAlarmed(Scope scope) {
    return alarmed.containsKey(ScopeKey.of(scope));
  }

  List<Scope> alarmed() {
    return new ArrayList<>(alarmed.values());
  }

  private static Set<FailureType> watched(Scope scope) {
    if (HopKey.isHop(scope.provider())) {
      return OF_HOPS;
    }
    if (isOfProvider(scope)) {
      return OF_PROVIDERS;
    }
    return scope.sourceIp() != null ? OF_SOURCE_IPS : OF_FROM_DOMAINS;
  }

  private StreamState read(String key, Scope scope) {
    byte[] stored = store.get(key);
    Set<FailureType> watched = watched(scope);
    return stored == null
        ? new StreamState(watched)
        : StreamState.decode(stored).alsoWatch(watched);
  }
}
