/**
 * Facts: what the DNS said, as records that enter the pipeline. Making them asks the DNS; using
 * them is pure and reads nothing but the facts, so that a replay decides on what the first run saw.
 */
@NullMarked
package dev.todoku.dns.fact;

import org.jspecify.annotations.NullMarked;
