/** Twilio SendGrid: event webhook. */
@NullMarked
package dev.todoku.intake.sendgrid;

import org.jspecify.annotations.NullMarked;
