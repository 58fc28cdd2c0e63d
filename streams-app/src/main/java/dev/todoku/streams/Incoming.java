package dev.todoku.streams;

import org.jspecify.annotations.Nullable;

/**
 * What came from an input topic: a value, or bytes that are none.
 *
 * @param bytes the record's value as it came; null for a record without one
 * @param value what it says, null when it could not be read
 * @param problem why it could not be read, null when it could
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
public record Incoming<T>(byte @Nullable [] bytes, @Nullable T value, @Nullable String problem) {
  public boolean isReadable() {
    return value != null;
  }
}
