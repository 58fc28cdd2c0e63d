/** Mailgun: webhooks, and the older form posts. */
package dev.todoku.intake.mailgun;
