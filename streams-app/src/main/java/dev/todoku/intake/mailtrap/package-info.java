/** Mailtrap: webhooks. */
package dev.todoku.intake.mailtrap;
