/** Stalwart: webhooks. */
@NullMarked
package dev.todoku.intake.stalwart;

import org.jspecify.annotations.NullMarked;
