/** Mailjet: event API. */
@NullMarked
package dev.todoku.intake.mailjet;

import org.jspecify.annotations.NullMarked;
