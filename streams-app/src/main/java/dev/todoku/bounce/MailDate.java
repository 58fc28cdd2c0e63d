package dev.todoku.bounce;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates of header fields (RFC 5322 section 3.3), with the obsolete forms that mail servers still
 * write.
 */
final class MailDate {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,2})\\s+([A-Za-z]{3})\\s+(\\d{4})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*([+-]\\d{4}|[A-Z]+)?");

  /** 2000-01-01: the oldest time that events may have. */
  static final long EARLIEST = 946_684_800_000L;

  private static final long DAY = 86_400_000L;

  private MailDate() {}

  /**
   * Milliseconds since 1970; 0 when {@code value} is no date, older than 2000, or more than a day
   * after {@code receivedAt}: such a clock is wrong.
   */
  static long sane(String value, long receivedAt) {
    Matcher date = DATE.matcher(value);
    if (!date.find()) {
      return 0;
    }
    try {
      long time =
          LocalDateTime.of(
                  Integer.parseInt(date.group(3)),
                  MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1,
                  Integer.parseInt(date.group(1)),
                  Integer.parseInt(date.group(4)),
                  Integer.parseInt(date.group(5)),
                  date.group(6) == null ? 0 : Math.min(59, Integer.parseInt(date.group(6))))
              .toInstant(zone(date.group(7)))
              .toEpochMilli();
      return time < EARLIEST || time > receivedAt + DAY ? 0 : time;
    } catch (DateTimeException notADate) {
      return 0;
    }
  }

  /**
   * Names of zones mean nothing (RFC 5322 section 4.3) but the one that this field is full of in
   * Japan.
   */
  private static ZoneOffset zone(String zone) {
    if (zone == null || !(zone.startsWith("+") || zone.startsWith("-"))) {
      return "JST".equals(zone) ? ZoneOffset.ofHours(9) : ZoneOffset.UTC;
    }
    int sign = zone.startsWith("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(
        sign * Integer.parseInt(zone.substring(1, 3)), sign * Integer.parseInt(zone.substring(3)));
  }
}
