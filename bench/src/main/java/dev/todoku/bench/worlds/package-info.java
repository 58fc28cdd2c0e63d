/**
 * Whole worlds of mail: senders with pools of recipients, providers that answer in words, and what
 * Todoku says of it, all through shipped code.
 */
@NullMarked
package dev.todoku.bench.worlds;

import org.jspecify.annotations.NullMarked;
