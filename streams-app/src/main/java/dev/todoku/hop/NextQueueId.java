package dev.todoku.hop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The queue id under which another queue took a message, as its reply says it. */
public final class NextQueueId {
  private static final String QUEUED = "queued as ";
  private static final String FORWARDED = "forwarded as ";

  /** Exim: {@code OK id=1tqXXX-0000Cc-2D}. */
  private static final Pattern EXIM =
      Pattern.compile("\\bid=([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})\\b");

  /** KumoMTA: {@code OK ids=1d98076abbbc11ed940250ebf67f93bd}, of several the first. */
  private static final Pattern KUMOMTA = Pattern.compile("\\bids=([0-9a-f]{32})\\b");

  /** Sendmail: {@code 2.0.0 4AK10098012345 Message accepted for delivery}. */
  private static final Pattern SENDMAIL =
      Pattern.compile("\\b([0-9A-Za-z]{12,20}) Message accepted for delivery");

  private NextQueueId() {}

  /** The id behind the last "queued as" or "forwarded as", null when there is none or no text. */
  public static @Nullable String in(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int at = text.lastIndexOf(QUEUED);
    int from = at < 0 ? text.lastIndexOf(FORWARDED) : at;
    if (from < 0) {
      return ofAnother(text);
    }
    int start = from + (at < 0 ? FORWARDED : QUEUED).length();
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? null : text.substring(start, end);
  }

  /** The ids of servers with words of their own; most replies are looked through in vain. */
  private static @Nullable String ofAnother(String text) {
    if (text.contains("id=")) {
      return first(EXIM, text);
    }
    if (text.contains("ids=")) {
      return first(KUMOMTA, text);
    }
    return text.contains("Message accepted for delivery") ? first(SENDMAIL, text) : null;
  }

  private static @Nullable String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Whether local(8) put the message into a queue of the same server. */
  public static boolean isForwarded(String text) {
    return text.startsWith(FORWARDED);
  }
}
