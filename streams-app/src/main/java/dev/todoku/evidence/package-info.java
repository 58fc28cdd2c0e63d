/**
 * How much a report that came by mail proves: facts of its source, guessable names, tokens, and the
 * grade that follows. Pure: no Kafka here, and no state.
 */
@NullMarked
package dev.todoku.evidence;

import org.jspecify.annotations.NullMarked;
