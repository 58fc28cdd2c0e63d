package dev.todoku.intake.postfix;

import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All the frames that are known: the usual ones, which cost little, and around them those that a
 * container's runtime or a shipper adds.
 */
final class Framings {
  private static final char ESCAPE = '\u001b';

  /** Select graphic rendition (ECMA-48), by which terminals show colours. */
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** The file's name (and line) that grep puts before a line; the length of RFC 6587. */
  private static final Pattern ADDED =
      Pattern.compile(
          "(?:/[^\\s:]{1,200}|[^\\s:]{1,200}\\.(?:log|gz|[0-9]{1,2})):(?:[0-9]{1,9}:)?"
              + "|[0-9]{1,6} (?=<[0-9])");

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");
  private static final int LONGEST_WRAPPING = 512;

  private final LogClock clock;
  private final SyslogFraming syslog;
  private final PrefixFraming prefixed;
  private final JsonFraming json;
  private final LogStampReader stamps;

  private final Predicate<String> programs;

  Framings(ZoneId zone) {
    this(zone, PostfixPrograms::isPostfix);
  }

  /** Frames around the lines of other programs, whose names {@code programs} knows. */
  Framings(ZoneId zone, Predicate<String> programs) {
    this.programs = programs;
    this.clock = new LogClock(zone);
    this.syslog = new SyslogFraming(clock);
    this.prefixed = new PrefixFraming(clock, programs);
    this.stamps = new LogStampReader(clock);
    this.json = new JsonFraming(clock, this, programs);
  }

  Framing frame(String line, long reference) {
    return frame(line, reference, LogClock.NONE, null);
  }

  /**
   * Frames a line that came within another frame.
   *
   * @param time when the outer frame was written, {@link LogClock#NONE} when it does not say
   * @param host who wrote it, null when it does not say
   */
  Framing frame(String line, long reference, long time, @Nullable String host) {
    if (line.isEmpty()) {
      return new Framing.Unframed("no syslog line: it is empty");
    }
    if (line.charAt(0) == '{') {
      return json.frame(line, reference, time, host);
    }
    if (line.charAt(0) == BYTE_ORDER_MARK) {
      return frame(line.substring(1), reference, time, host);
    }
    Framing plain = syslog.frame(line, reference);
    if (plain instanceof Framing.LogLine framed && programs.test(framed.program())) {
      return plain;
    }
    Framing unwrapped = unwrap(line, reference, host);
    if (unwrapped != null) {
      return unwrapped;
    }
    Framing found = prefixed.frame(line, reference, time, host);
    return found == null ? plain : found;
  }

  private @Nullable Framing unwrap(String line, long reference, @Nullable String host) {
    if (line.indexOf(ESCAPE) >= 0) {
      String plain = COLOURS.matcher(line).replaceAll("").strip();
      return plain.indexOf(ESCAPE) < 0
          ? orNull(frame(plain, reference, LogClock.NONE, host))
          : null;
    }
    int record = line.endsWith("}") ? line.indexOf('{') : -1;
    if (record > 0 && record < LONGEST_WRAPPING && Character.isDigit(line.charAt(0))) {
      LogStampReader.Stamp stamp =
          stamps.read(BLANKS.split(line.substring(0, record)), 0, reference);
      long time = stamp == null ? LogClock.NONE : stamp.time();
      return orNull(json.frame(line.substring(record), reference, time, host));
    }
    Matcher added = ADDED.matcher(line);
    if (added.lookingAt() && added.end() < line.length()) {
      return orNull(frame(line.substring(added.end()), reference, LogClock.NONE, host));
    }
    int first = line.indexOf(' ');
    if (first < 0) {
      return null;
    }
    if (isStream(line, first + 1)) {
      String rest = line.substring(first + " stdout F ".length());
      return orNull(frame(rest, reference, rfc3339(line, first), host));
    }
    int bar = line.indexOf("| ");
    if (bar > first && bar < LONGEST_WRAPPING && line.substring(first, bar).isBlank()) {
      String container = line.substring(0, first);
      return orNull(
          frame(
              line.substring(bar + 2).strip(),
              reference,
              LogClock.NONE,
              host == null && PrefixTokens.isHost(container) ? container : host));
    }
    return null;
  }

  /** What is not framed within may yet be read as a whole. */
  private static @Nullable Framing orNull(@Nullable Framing within) {
    return within instanceof Framing.Unframed ? null : within;
  }

  /** The Container Runtime Interface: time, stream, "F" for a full line or "P" for a part. */
  private static boolean isStream(String line, int at) {
    return (line.startsWith("stdout ", at) || line.startsWith("stderr ", at))
        && (line.startsWith("F ", at + 7) || line.startsWith("P ", at + 7));
  }

  private long rfc3339(String line, int end) {
    return end <= 0 ? LogClock.NONE : clock.rfc3339(line, 0, end);
  }
}
