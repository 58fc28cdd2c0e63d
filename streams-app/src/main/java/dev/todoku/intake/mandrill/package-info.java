/** Mandrill (Mailchimp Transactional): webhooks. */
@NullMarked
package dev.todoku.intake.mandrill;

import org.jspecify.annotations.NullMarked;
