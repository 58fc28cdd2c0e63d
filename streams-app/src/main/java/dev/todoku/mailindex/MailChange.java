package dev.todoku.mailindex;

/**
 * What became known of a mail.
 *
 * @param before what was known of it, null when nothing was
 * @param after what is known now
 */
record MailChange(IndexedMail before, IndexedMail after) {}
