/**
 * The stage Unmatched: sends without an attempt and bounce messages without a send. Each alone
 * means nothing; many mean that a queue is stalled or that an address is forged. No other stage is
 * imported here.
 */
@NullMarked
package dev.todoku.unmatched;

import org.jspecify.annotations.NullMarked;
