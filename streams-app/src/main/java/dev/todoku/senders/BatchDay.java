package dev.todoku.senders;

/**
 * What counted against a sender in one day, of one campaign or mail stream.
 *
 * @param failed messages to recipients who do not exist
 * @param complaints complaints
 */
public record BatchDay(long failed, long complaints) {

  BatchDay plus(BatchDay other) {
    return new BatchDay(failed + other.failed, complaints + other.complaints);
  }
}
