package dev.todoku.intake.postfix;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of which the syslog daemon, a container's runtime or a shipper writes the beginning in a
 * way of its own. The tag of a Postfix program is looked for ("postfix/smtp[77]: "); of what stands
 * before it, the last time and the word after that time which may be a host are taken. What is
 * missing comes from around the line.
 *
 * <p>The shapes that are known to occur are listed, with a sample each, in {@code
 * docs/postfix-logs.md}.
 */
final class PrefixFraming {
  /** What stands before a message is short; a tag further on is a quotation. */
  private static final int LONGEST_PREFIX = 512;

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private final LogStampReader stamps;

  private final Predicate<String> programs;

  PrefixFraming(LogClock clock, Predicate<String> programs) {
    this.programs = programs;
    this.stamps = new LogStampReader(clock);
  }

  /**
   * Frames a line.
   *
   * @param time when it was logged, where it does not say so itself; {@link LogClock#NONE} when
   *     nothing says it
   * @param host who logged it, where it does not say so itself; null when nothing says it
   * @return null when no Postfix program's tag stands there, or no time is known
   */
  @Nullable Framing frame(String line, long reference, long time, @Nullable String host) {
    int limit = Math.min(line.length(), LONGEST_PREFIX);
    for (int end = line.indexOf(": "); end >= 0 && end < limit; end = line.indexOf(": ", end + 1)) {
      int start = tagStart(line, end);
      String program = line.substring(start, SyslogFraming.programEnd(line, start));
      if (programs.test(program)) {
        String message = line.substring(end + 2);
        return framed(line.substring(0, start), program, message, reference, time, host);
      }
    }
    return null;
  }

  private @Nullable Framing framed(
      String prefix,
      String program,
      String message,
      long reference,
      long time,
      @Nullable String host) {
    String[] words = BLANKS.split(prefix.strip());
    LogStampReader.Stamp last = null;
    int lastAt = 0;
    for (int at = 0; at < words.length; at++) {
      LogStampReader.Stamp stamp = stamps.read(words, at, reference);
      if (stamp != null) {
        last = stamp;
        lastAt = at;
        at += stamp.words() - 1;
      }
    }
    long loggedAt = last == null ? time : last.time();
    if (loggedAt == LogClock.NONE) {
      return null;
    }
    int afterTime = last == null ? 0 : lastAt + last.words();
    String named = host(words, afterTime, words.length);
    if (named == null && host == null) {
      named = host(words, 0, lastAt);
    }
    String known = host == null ? Framing.NO_HOST : host;
    return SyslogFraming.framed(
        loggedAt,
        last == null || last.wholeSeconds(),
        named == null ? known : named,
        program,
        message);
  }

  private static @Nullable String host(String[] words, int from, int to) {
    for (int at = from; at < to; at++) {
      boolean isDate =
          words[at].length() > 4
              && Character.isDigit(words[at].charAt(0))
              && (words[at].charAt(4) == '-' || words[at].indexOf(':') > 0);
      if (!isDate && PrefixTokens.isHost(words[at])) {
        return words[at];
      }
    }
    return null;
  }

  private static int tagStart(String line, int end) {
    int at = end;
    while (at > 0 && line.charAt(at - 1) > ' ' && end - at < LONGEST_PREFIX) {
      at--;
    }
    return at;
  }
}
