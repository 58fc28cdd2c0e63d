/** Brevo (Sendinblue): transactional webhooks. */
@NullMarked
package dev.todoku.intake.brevo;

import org.jspecify.annotations.NullMarked;
