/**
 * Blocklists that are asked over the DNS (RFC 5782): which zones there are, what their answers mean
 * (blocklists.tsv), and which answers are refusals and no listings.
 */
@NullMarked
package dev.todoku.dns.blocklist;

import org.jspecify.annotations.NullMarked;
