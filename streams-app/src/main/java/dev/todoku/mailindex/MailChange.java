package dev.todoku.mailindex;

import org.jspecify.annotations.Nullable;

/**
 * What became known of a mail.
 *
 * @param before what was known of it, null when nothing was
 * @param after what is known now
 */
record MailChange(@Nullable IndexedMail before, IndexedMail after) {}
