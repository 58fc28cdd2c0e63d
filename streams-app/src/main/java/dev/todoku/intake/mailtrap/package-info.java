/** Mailtrap: webhooks. */
@NullMarked
package dev.todoku.intake.mailtrap;

import org.jspecify.annotations.NullMarked;
