package dev.todoku.intake.postfix;

import java.time.Duration;

/**
 * A queue that lives on under another host name: a container that came back with its volume. Its
 * queue entries keep their ids and go on, but who the message is was logged under the old name.
 */
public final class RenamedQueue {
  /** Delays are logged to two digits, the time of BSD syslog to the second. */
  private static final long ROUNDING = Duration.ofSeconds(2).toMillis();

  private RenamedQueue() {}

  /**
   * Whether {@code after}, which its own lines do not name, is the same queue entry as {@code
   * before} of another host. Two servers may use one queue id, but not for mail of one second and
   * one sender.
   */
  public static boolean isSame(QueueEntry before, QueueEntry after) {
    boolean wasOpen = before.removedAt() == 0 || before.removedAt() >= after.arrival() + ROUNDING;
    String sender = after.identity().envelopeFrom();
    return !before.host().equals(after.host())
        && before.queueId().equals(after.queueId())
        && before.identity().messageId() != null
        && wasOpen
        && Math.abs(before.arrival() - after.arrival()) <= ROUNDING
        && (sender == null || sender.equals(before.identity().envelopeFrom()));
  }
}
