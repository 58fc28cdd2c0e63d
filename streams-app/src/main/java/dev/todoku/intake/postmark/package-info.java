/** Postmark: webhooks. */
package dev.todoku.intake.postmark;
