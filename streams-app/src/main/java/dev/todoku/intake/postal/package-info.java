/** Postal: webhooks. */
@NullMarked
package dev.todoku.intake.postal;

import org.jspecify.annotations.NullMarked;
