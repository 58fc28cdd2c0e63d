package dev.todoku.collect;

import org.jspecify.annotations.Nullable;

/**
 * What a source gives.
 *
 * @param key the host that wrote a line, or the name of a message
 * @param time when it happened, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CollectedEntry(EntryType feed, @Nullable String key, byte[] value, long time) {}
