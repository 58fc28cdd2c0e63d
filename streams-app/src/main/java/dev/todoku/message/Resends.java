package dev.todoku.message;

import java.util.List;
import java.util.TreeSet;

/**
 * One Message-ID that is sent again to the same recipient is another message, with a fate of its
 * own. Two sends are distinguished by their times.
 */
public final class Resends {
  /**
   * Sends so far apart are two messages: the application's own event and the queue's of one message
   * are not.
   */
  public static final long APART_MS = 6 * 60 * 60_000L;

  private static final String MARK = " resent ";

  private Resends() {}

  /** Whether two send times, 0 when unknown, are those of two messages. */
  public static boolean areApart(long a, long b) {
    return a != 0 && b != 0 && Math.abs(a - b) >= APART_MS;
  }

  /** The name of the message of {@code messageId} that was sent again at {@code sentAt}. */
  public static String name(String messageId, long sentAt) {
    return messageId + MARK + sentAt;
  }

  /** The Message-ID in a {@link #name}; a Message-ID itself. */
  public static String messageId(String name) {
    int mark = name.indexOf(MARK);
    return mark < 0 ? name : name.substring(0, mark);
  }

  static List<Long> merge(List<Long> some, List<Long> others) {
    if (some.equals(others)) {
      return some;
    }
    TreeSet<Long> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}
