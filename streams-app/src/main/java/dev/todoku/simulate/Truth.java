package dev.todoku.simulate;

/**
 * What really happens in a simulated day.
 *
 * @param provider who blocks
 * @param sourceIp whom
 * @param blockStart since when
 * @param blockEnd until when, not included
 */
public record Truth(String provider, String sourceIp, long blockStart, long blockEnd) {}
