/**
 * Whether a request really comes from the mail service: one verifier a way of signing. Pure but for
 * the download of Amazon's certificates; the raw body is checked, before anything parses it.
 */
@NullMarked
package dev.todoku.intake.webhook;

import org.jspecify.annotations.NullMarked;
