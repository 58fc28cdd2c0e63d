/** Mandrill (Mailchimp Transactional): webhooks. */
package dev.todoku.intake.mandrill;
