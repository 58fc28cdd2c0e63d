/** Haraka: what a plugin in its outbound hooks writes. */
@NullMarked
package dev.todoku.intake.haraka;

import org.jspecify.annotations.NullMarked;
