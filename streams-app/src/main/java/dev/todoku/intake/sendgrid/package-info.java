/** Twilio SendGrid: event webhook. */
package dev.todoku.intake.sendgrid;
