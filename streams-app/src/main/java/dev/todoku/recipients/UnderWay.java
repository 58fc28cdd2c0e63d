package dev.todoku.recipients;

/**
 * A message that nobody has answered for a while. It counts for nothing: it is there to be found by
 * its recipient.
 *
 * @param messageId Message-ID in normal form
 * @param sentAt when the sending server took it on
 */
record UnderWay(String messageId, long sentAt) {}
