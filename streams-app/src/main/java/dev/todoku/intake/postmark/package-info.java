/** Postmark: webhooks. */
@NullMarked
package dev.todoku.intake.postmark;

import org.jspecify.annotations.NullMarked;
