package dev.todoku.intake;

import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.streams.LruCache;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The hosts whose logs say from which address they send, from the first line that did. Kept in a
 * store, so that a restart changes no answer.
 */
final class StatedSourceStore {
  /** No key of a log begins so: a blank cannot stand before a host or the name of a format. */
  private static final String PREFIX = " states-source/";

  private static final byte[] STATES = {1};

  private final KeyValueStore<String, byte[]> store;
  private final LruCache<String, Boolean> known;

  /**
   * As far as {@code store} knows.
   *
   * @param most hosts in memory
   */
  StatedSourceStore(KeyValueStore<String, byte[]> store, int most) {
    this.store = store;
    this.known = new LruCache<>(most);
  }

  /** Whether a line of the host has stated an address. */
  boolean contains(String host) {
    return known.get(host, this::read);
  }

  /** Takes note of what a line of the host states. */
  void see(String host, LogEntry entry) {
    boolean isStated =
        entry.reports().stream()
            .anyMatch(report -> report.details().containsKey(ReportedDetail.SOURCE_IP));
    if (isStated && !contains(host)) {
      store.put(PREFIX + host, STATES);
      known.put(host, true);
    }
  }

  private boolean read(String host) {
    return store.get(PREFIX + host) != null;
  }
}
