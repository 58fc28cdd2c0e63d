/** Halon: what its post-delivery hook writes. */
package dev.todoku.intake.halon;
