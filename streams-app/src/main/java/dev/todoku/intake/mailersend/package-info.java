/** MailerSend: webhooks. */
package dev.todoku.intake.mailersend;
