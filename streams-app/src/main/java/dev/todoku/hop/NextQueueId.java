package dev.todoku.hop;

/** The queue id under which another queue took a message, as its reply says it. */
public final class NextQueueId {
  private static final String QUEUED = "queued as ";
  private static final String FORWARDED = "forwarded as ";

  private NextQueueId() {}

  /** The id behind the last "queued as" or "forwarded as", null when there is none or no text. */
  public static String in(String text) {
    if (text == null) {
      return null;
    }
    int at = text.lastIndexOf(QUEUED);
    int from = at < 0 ? text.lastIndexOf(FORWARDED) : at;
    if (from < 0) {
      return null;
    }
    int start = from + (at < 0 ? FORWARDED : QUEUED).length();
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? null : text.substring(start, end);
  }

  /** Whether local(8) put the message into a queue of the same server. */
  public static boolean isForwarded(String text) {
    return text.startsWith(FORWARDED);
  }
}
