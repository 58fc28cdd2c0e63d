/** Stalwart: webhooks. */
package dev.todoku.intake.stalwart;
