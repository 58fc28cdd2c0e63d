/** Resend: webhooks, which Svix delivers. */
package dev.todoku.intake.resend;
