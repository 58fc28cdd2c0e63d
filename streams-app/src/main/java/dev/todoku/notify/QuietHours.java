package dev.todoku.notify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of the day in which nobody is disturbed for advice.
 *
 * @param from first minute, in {@code zone}
 * @param to first minute after them; earlier than {@code from} when midnight lies between
 * @param zone whose day it is
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,2}:\\d\\d)\\s*-\\s*(\\d{1,2}:\\d\\d)");

  /**
   * Parses {@code 22:00-07:00}.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public static QuietHours parse(String text, ZoneId zone) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("quiet is two times of day, such as 22:00-07:00");
    }
    try {
      return new QuietHours(time(matcher.group(1)), time(matcher.group(2)), zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("quiet is two times of day, such as 22:00-07:00", e);
    }
  }

  /** Whether {@code now} lies within them. */
  public boolean contains(Instant now) {
    LocalTime time = now.atZone(zone).toLocalTime();
    boolean isAfterFrom = !time.isBefore(from);
    boolean isBeforeTo = time.isBefore(to);
    return from.isBefore(to) ? isAfterFrom && isBeforeTo : isAfterFrom || isBeforeTo;
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text.length() == 4 ? '0' + text : text);
  }
}
