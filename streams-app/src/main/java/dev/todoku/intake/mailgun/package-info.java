/** Mailgun: webhooks, and the older form posts. */
@NullMarked
package dev.todoku.intake.mailgun;

import org.jspecify.annotations.NullMarked;
