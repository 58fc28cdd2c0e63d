package dev.todoku.collect;

/**
 * What a source gives.
 *
 * @param key the host that wrote a line, or the name of a message
 * @param time when it happened, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CollectedEntry(EntryType feed, String key, byte[] value, long time) {}
