/** Mailjet: event API. */
package dev.todoku.intake.mailjet;
