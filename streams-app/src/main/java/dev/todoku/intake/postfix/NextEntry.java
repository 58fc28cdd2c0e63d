package dev.todoku.intake.postfix;

import dev.todoku.hop.NextQueueId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The queue entry that goes on with a message whose own entry does not name it: the application set
 * no Message-ID, and the server that takes it next adds one.
 */
public final class NextEntry {
  /** Two hosts' clocks, and the time that a message takes to arrive. */
  private static final long CLOCKS = Duration.ofMinutes(5).toMillis();

  private NextEntry() {}

  /** The queue id under which a waiting entry was taken on, null when none says so. */
  public static @Nullable String queueId(QueueEntry waiting) {
    QueueLine.AttemptLine attempt = handOver(waiting);
    return attempt == null ? null : NextQueueId.in(attempt.reply().text());
  }

  /** Whether {@code next}, which has that queue id, is of the same message. */
  public static boolean isSame(QueueEntry waiting, QueueEntry next) {
    QueueLine.AttemptLine attempt = handOver(waiting);
    String reply = attempt == null ? null : attempt.reply().text();
    if (attempt == null || reply == null) {
      return false;
    }
    boolean isForwarded = NextQueueId.isForwarded(reply);
    String sender = waiting.identity().envelopeFrom();
    String nextSender = next.identity().envelopeFrom();
    boolean isOneSender = sender == null || nextSender == null || sender.equals(nextSender);
    boolean isHere = waiting.host().equals(next.host());
    return next.arrival() >= waiting.arrival() - CLOCKS
        && next.arrival() <= attempt.time() + CLOCKS
        && (isForwarded ? isHere : isOneSender);
  }

  /** The id that the next entry goes by, now or once it settles. */
  public static String messageId(QueueEntry next) {
    return AssemblyStep.bestId(next.identity(), next);
  }

  private static QueueLine.@Nullable AttemptLine handOver(QueueEntry waiting) {
    return waiting.pending().stream()
        .filter(attempt -> attempt.result() == QueueLine.Result.SENT)
        .filter(attempt -> NextQueueId.in(attempt.reply().text()) != null)
        .findFirst()
        .orElse(null);
  }
}
