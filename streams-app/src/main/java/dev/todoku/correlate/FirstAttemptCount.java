package dev.todoku.correlate;

import dev.todoku.message.MessageState;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Scope;
import dev.todoku.wire.UnmatchedMinute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Case 15: a send without an attempt. What a change of a message's facts adds to the figures of its
 * sending server: that it was taken on, that it was attempted in time, or that it was attempted
 * after all.
 *
 * <p>No timer runs for a message: sends and first attempts are counted by the minute of the send,
 * and what is missing between the two when the time is over has not been attempted.
 */
public final class FirstAttemptCount {
  private static final long MINUTE_MS = 60_000;

  private FirstAttemptCount() {}

  /**
   * What a change adds, and takes back of what was added before.
   *
   * @param before what was known, null when nothing
   */
  public static List<UnmatchedMinute> of(@Nullable MessageState before, MessageState after) {
    List<UnmatchedMinute> was = before == null ? List.of() : halves(before);
    List<UnmatchedMinute> is = halves(after);
    if (was.equals(is)) {
      return List.of();
    }
    List<UnmatchedMinute> change = new ArrayList<>(is);
    for (UnmatchedMinute counted : was) {
      if (!change.remove(counted)) {
        change.add(counted.back());
      }
    }
    return change;
  }

  /** A log names a recipient with the first attempt, however late, and cannot show a lack of it. */
  private static List<UnmatchedMinute> halves(MessageState known) {
    Scope about = aboutOf(known.origin());
    if (known.sentAt() == 0 || about == null || known.origin().isNotice()) {
      return List.of();
    }
    List<UnmatchedMinute> halves = new ArrayList<>(2);
    halves.add(sent(about, known.sentAt(), 1, 0));
    if (known.attemptedAt() != 0) {
      halves.add(
          !known.announced()
                  || known.attemptedAt() - known.sentAt() < UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS
              ? sent(about, known.sentAt(), 0, 1)
              : attemptedLate(about, known.attemptedAt()));
    }
    return halves;
  }

  private static UnmatchedMinute sent(Scope about, long sentAt, int all, int paired) {
    long minute = minuteOf(sentAt);
    return new UnmatchedMinute(
        UnmatchedMinute.Kind.SENDS,
        about,
        minute,
        minute + UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS,
        all,
        paired,
        0,
        List.of());
  }

  private static UnmatchedMinute attemptedLate(Scope about, long attemptedAt) {
    long due = minuteOf(attemptedAt);
    return new UnmatchedMinute(
        UnmatchedMinute.Kind.SENDS,
        about,
        due - UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS,
        due,
        0,
        0,
        1,
        List.of());
  }

  /** The sending server has the queue; who sends is the next best. Null when neither is known. */
  private static @Nullable Scope aboutOf(Origin origin) {
    if (origin.sourceIp() != null) {
      return new Scope(null, origin.sourceIp(), null);
    }
    return origin.fromDomain() == null ? null : new Scope(null, null, origin.fromDomain());
  }

  private static long minuteOf(long time) {
    return Math.floorDiv(time, MINUTE_MS) * MINUTE_MS;
  }
}
