/** Resend: webhooks, which Svix delivers. */
@NullMarked
package dev.todoku.intake.resend;

import org.jspecify.annotations.NullMarked;
