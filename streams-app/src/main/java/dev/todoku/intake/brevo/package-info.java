/** Brevo (Sendinblue): transactional webhooks. */
package dev.todoku.intake.brevo;
