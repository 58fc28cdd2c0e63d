package dev.todoku.senders;

import dev.todoku.schema.Severity;
import dev.todoku.wire.SenderMinute;

/**
 * One day of one sender.
 *
 * @param start start of the day, event time
 * @param accepted messages accepted and not bounced since
 * @param failed messages bounced or expired
 * @param complaints complaints
 * @param bounceWarning how the bounce rate was called, null while it was not
 * @param complaintWarning how the complaint rate was called, null while it was not
 */
public record SenderDay(
    long start,
    long accepted,
    long failed,
    long complaints,
    Severity bounceWarning,
    Severity complaintWarning) {

  static SenderDay starting(long start) {
    return new SenderDay(start, 0, 0, 0, null, null);
  }

  SenderDay plus(SenderMinute minute) {
    return new SenderDay(
        start,
        accepted + minute.accepted(),
        failed + minute.failed(),
        complaints + minute.complaints(),
        bounceWarning,
        complaintWarning);
  }

  SenderDay warned(Severity bounce, Severity complaint) {
    return new SenderDay(start, accepted, failed, complaints, bounce, complaint);
  }

  /**
   * Messages of which the end is known. Mail that was accepted the day before and comes back today
   * fails today and was not accepted today: it is one message, not none.
   */
  long messages() {
    return Math.max(accepted + failed, Math.max(failed, complaints));
  }
}
