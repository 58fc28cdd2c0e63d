package dev.todoku.unpaired;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * Case 15: a send without an attempt. What a change of a message's facts adds to the figures of its
 * sending server: that it was taken on, that it was attempted in time, or that it was attempted
 * after all.
 *
 * <p>No timer runs for a message: sends and first attempts are counted by the minute of the send,
 * and what is missing between the two when the time is over has not been attempted.
 */
public final class Departure {
  private static final long MINUTE_MS = 60_000;

  /** A queue that moves makes its first attempt within seconds. */
  static final long PATIENCE_MS = 10 * MINUTE_MS;

  private Departure() {}

  /**
   * What a change adds, at most two minutes.
   *
   * @param before what was known, null when nothing
   * @param now event time that the topic which tells the change has reached. A send that is told
   *     when its time is over says nothing of the queue: logs tell it with its first attempt,
   *     however late that is
   */
  public static List<UnpairedMinute> of(MessageFacts before, MessageFacts after, long now) {
    Origin origin = (before == null || before.sentAt() == 0 ? after : before).origin();
    Scope about = aboutOf(origin);
    if (after.sentAt() == 0 || about == null || origin.isNotice()) {
      return List.of();
    }
    List<UnpairedMinute> minutes = new ArrayList<>(2);
    long sentAt = before == null || before.sentAt() == 0 ? after.sentAt() : before.sentAt();
    boolean isSent = before != null && before.sentAt() != 0;
    boolean isAttempted = isSent && before.attemptedAt() != 0;
    if (!isSent) {
      if (now - sentAt >= PATIENCE_MS) {
        return List.of();
      }
      minutes.add(sent(about, sentAt, 1, 0));
    }
    if (!isAttempted && after.attemptedAt() != 0) {
      minutes.add(
          after.attemptedAt() - sentAt < PATIENCE_MS
              ? sent(about, sentAt, 0, 1)
              : attemptedLate(about, after.attemptedAt()));
    }
    return minutes;
  }

  private static UnpairedMinute sent(Scope about, long sentAt, int all, int paired) {
    long minute = minuteOf(sentAt);
    return new UnpairedMinute(
        UnpairedMinute.Kind.SENDS, about, minute, minute + PATIENCE_MS, all, paired, 0, List.of());
  }

  private static UnpairedMinute attemptedLate(Scope about, long attemptedAt) {
    long due = minuteOf(attemptedAt);
    return new UnpairedMinute(
        UnpairedMinute.Kind.SENDS, about, due - PATIENCE_MS, due, 0, 0, 1, List.of());
  }

  /** The sending server has the queue; who sends is the next best. Null when neither is known. */
  private static Scope aboutOf(Origin origin) {
    if (origin.sourceIp() != null) {
      return new Scope(null, origin.sourceIp(), null);
    }
    return origin.fromDomain() == null ? null : new Scope(null, null, origin.fromDomain());
  }

  private static long minuteOf(long time) {
    return Math.floorDiv(time, MINUTE_MS) * MINUTE_MS;
  }
}
