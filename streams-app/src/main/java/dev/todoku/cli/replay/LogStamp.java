package dev.todoku.cli.replay;

/**
 * When and where a log line was written.
 *
 * @param time in milliseconds since 1970
 * @param host as the line names it
 */
public record LogStamp(long time, String host) {}
