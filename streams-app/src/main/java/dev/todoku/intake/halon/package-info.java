/** Halon: what its post-delivery hook writes. */
@NullMarked
package dev.todoku.intake.halon;

import org.jspecify.annotations.NullMarked;
