/**
 * Who runs the mailboxes of a domain: from its mail servers, with tables for those that everybody
 * knows and a stable name for the others. Asks through {@link dev.todoku.dns.Dns} and never waits.
 */
@NullMarked
package dev.todoku.dns.route;

import org.jspecify.annotations.NullMarked;
