/**
 * SPF (RFC 7208): reading records, checking an address against them, and showing what uses up their
 * lookups. Asks through {@link dev.todoku.dns.Dns} and knows nothing of reports.
 */
@NullMarked
package dev.todoku.dns.spf;

import org.jspecify.annotations.NullMarked;
