package dev.todoku.recipients;

/**
 * Whether mail of one stream may be sent to a recipient: who has enough of a newsletter wants the
 * mail about an order still.
 *
 * @param mailStream name of the stream
 * @param suppressedAt when it was suppressed last, 0 when it was not
 * @param resetAt when a command lifted that last, 0 when none did
 */
record StreamSuppression(String mailStream, long suppressedAt, long resetAt) {

  StreamSuppression suppressed(long time) {
    return new StreamSuppression(mailStream, Math.max(suppressedAt, time), resetAt);
  }

  StreamSuppression reset(long time) {
    return new StreamSuppression(mailStream, suppressedAt, Math.max(resetAt, time));
  }

  /** When something was last said of it. */
  long at() {
    return Math.max(suppressedAt, resetAt);
  }
}
