/**
 * What other senders of mail report: the records of mail services (webhooks) and of mail servers
 * (their own logs), read into one neutral form before anything else looks at them.
 */
@NullMarked
package dev.todoku.intake.sender;

import org.jspecify.annotations.NullMarked;
