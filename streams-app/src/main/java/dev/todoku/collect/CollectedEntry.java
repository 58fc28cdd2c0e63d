package dev.todoku.collect;

import java.util.Map;

/**
 * What a source gives.
 *
 * @param key the host that wrote a line, or the name of a message
 * @param time when it happened, in milliseconds since 1970
 * @param headers what came with it, such as the fields of a request; by their names
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CollectedEntry(
    EntryType feed, String key, byte[] value, long time, Map<String, byte[]> headers) {

  public CollectedEntry {
    headers = Map.copyOf(headers);
  }

  /** With which nothing else came. */
  public CollectedEntry(EntryType feed, String key, byte[] value, long time) {
    this(feed, key, value, time, Map.of());
  }
}
