/** MailerSend: webhooks. */
@NullMarked
package dev.todoku.intake.mailersend;

import org.jspecify.annotations.NullMarked;
