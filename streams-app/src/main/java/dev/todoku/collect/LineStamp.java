package dev.todoku.collect;

import org.jspecify.annotations.Nullable;

/**
 * When and where a log line was written.
 *
 * @param time in milliseconds since 1970
 * @param host as the line names it, null when it does not
 */
public record LineStamp(long time, @Nullable String host) {}
