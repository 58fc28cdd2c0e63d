/** Postal: webhooks. */
package dev.todoku.intake.postal;
