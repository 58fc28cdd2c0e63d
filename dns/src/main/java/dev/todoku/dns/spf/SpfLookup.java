package dev.todoku.dns.spf;

/**
 * A term that uses up one of the ten lookups (RFC 7208 section 4.6.4).
 *
 * @param domain in whose record it stands
 * @param term as it stands there
 */
public record SpfLookup(String domain, String term) {}
