package dev.todoku.intake.postfix;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Times as logs write them, in milliseconds. A local time that occurs twice, when summer time ends,
 * is the one nearest to a reference of about the same day, else the first.
 */
public final class LogClock {
  /** What is no time, or one beyond all mail. */
  public static final long NONE = Long.MIN_VALUE;

  /** Length of "Nov 21 20:47:52". */
  static final int BSD_LENGTH = 15;

  /** 2001-01-01T00:00Z: a year after the earliest time of the contract, for queueing times. */
  private static final long EARLIEST = 978_307_200_000L;

  /** 2099-12-31T00:00Z. */
  private static final long LATEST = 4_102_358_400_000L;

  /** A date in the reference's own year that is so near to it needs no other year. */
  private static final long HALF_A_YEAR = Duration.ofDays(182).toMillis();

  /** A reference farther away says nothing of the hour, only of the year. */
  private static final long NEAR = Duration.ofDays(1).toMillis();

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** Epoch numbers from here on are milliseconds, smaller ones seconds. */
  private static final double LEAST_MILLIS = 1e11;

  /** Epoch numbers from here on are nanoseconds. */
  private static final double LEAST_NANOS = 1e17;

  /** Epoch numbers from here on are microseconds. */
  private static final double LEAST_MICROS = 1e14;

  private final ZoneId zone;

  /** A clock that shows the time of {@code zone} where a log names none. */
  public LogClock(ZoneId zone) {
    this.zone = zone;
  }

  static boolean isSane(long time) {
    return time >= EARLIEST && time < LATEST;
  }

  /**
   * "Nov 21 20:47:52" at {@code at} (RFC 3164 section 4.1.2), in the year that puts it nearest to
   * {@code reference}.
   */
  public long bsd(String text, int at, long reference) {
    if (text.length() < at + BSD_LENGTH || !isSane(reference)) {
      return NONE;
    }
    int month = month(text, at);
    int day = text.charAt(at + 4) == ' ' ? number(text, at + 5, 1) : number(text, at + 4, 2);
    boolean isFramed = text.charAt(at + 3) == ' ' && text.charAt(at + 6) == ' ';
    if (month == 0 || day < 1 || !isFramed || !isTimeOfDay(text, at + 7)) {
      return NONE;
    }
    int year = Instant.ofEpochMilli(reference).atZone(zone).getYear();
    long nearest = nearest(local(year, month, day, text, at + 7), reference);
    if (nearest == NONE || Math.abs(nearest - reference) > HALF_A_YEAR) {
      long before = nearest(local(year - 1, month, day, text, at + 7), reference);
      long after = nearest(local(year + 1, month, day, text, at + 7), reference);
      nearest = nearer(nearer(before, nearest, reference), after, reference);
    }
    return nearest != NONE && isSane(nearest) ? nearest : NONE;
  }

  /** The instant at which a clock shows {@code local} that lies nearest to {@code reference}. */
  private long nearest(@Nullable LocalDateTime local, long reference) {
    if (local == null) {
      return NONE;
    }
    ZoneRules rules = zone.getRules();
    long time = local.toEpochSecond(rules.getOffset(local)) * 1000;
    if (rules.isFixedOffset()) {
      return time;
    }
    ZoneOffsetTransition change = rules.getTransition(local);
    boolean isFar = Math.abs(time - reference) > NEAR;
    return change == null || change.isGap() || isFar
        ? time
        : nearer(time, local.toEpochSecond(change.getOffsetAfter()) * 1000, reference);
  }

  /** Of equally near ones the first. */
  private static long nearer(long one, long other, long reference) {
    if (one == NONE || other == NONE) {
      return one == NONE ? other : one;
    }
    return Math.abs(other - reference) < Math.abs(one - reference) ? other : one;
  }

  /**
   * "2026-11-21T20:58:34.120888+00:00" (RFC 3339) between {@code from} and {@code to}. A time
   * without offset is in the configured zone.
   */
  public long rfc3339(String text, int from, int to) {
    if (to - from < 19 || text.charAt(from + 4) != '-' || text.charAt(from + 7) != '-') {
      return NONE;
    }
    char separator = text.charAt(from + 10);
    if ((separator != 'T' && separator != ' ') || !isTimeOfDay(text, from + 11)) {
      return NONE;
    }
    LocalDateTime local =
        local(
            number(text, from, 4),
            number(text, from + 5, 2),
            number(text, from + 8, 2),
            text,
            from + 11);
    if (local == null) {
      return NONE;
    }
    int at = from + 19;
    long millis = 0;
    if (at < to && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
      at++;
      for (int weight = 100; at < to && isDigit(text.charAt(at)); weight /= 10, at++) {
        millis += (long) weight * (text.charAt(at) - '0');
      }
    }
    int offset = offsetSeconds(text, at, to, local);
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    long time = (local.toEpochSecond(ZoneOffset.UTC) - offset) * 1000 + millis;
    return isSane(time) ? time : NONE;
  }

  /** A number of seconds, milliseconds, microseconds or nanoseconds since 1970. */
  public static long epoch(double value) {
    double micros = value >= LEAST_NANOS ? value / 1000 : value;
    double millis =
        micros >= LEAST_MICROS ? micros / 1000 : micros >= LEAST_MILLIS ? micros : micros * 1000;
    long time = (long) millis;
    return isSane(time) ? time : NONE;
  }

  private int offsetSeconds(String text, int at, int to, LocalDateTime local) {
    if (at == to) {
      return zone.getRules().getOffset(local).getTotalSeconds();
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == to ? 0 : Integer.MIN_VALUE;
    }
    int colon = to - at == 6 && text.charAt(at + 3) == ':' ? 1 : 0;
    if ((sign != '+' && sign != '-') || to - at != 5 + colon) {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 3 + colon, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  /** Null when there is no such day. A leap second counts as the one before it. */
  private static @Nullable LocalDateTime local(
      int year, int month, int day, String text, int timeAt) {
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return null;
    }
    if (day > Month.of(month).length(Year.isLeap(year))) {
      return null;
    }
    int second = Math.min(59, number(text, timeAt + 6, 2));
    return LocalDateTime.of(
        year, month, day, number(text, timeAt, 2), number(text, timeAt + 3, 2), second);
  }

  private static boolean isTimeOfDay(String text, int at) {
    return text.charAt(at + 2) == ':'
        && text.charAt(at + 5) == ':'
        && isBetween(number(text, at, 2), 23)
        && isBetween(number(text, at + 3, 2), 59)
        && isBetween(number(text, at + 6, 2), 60);
  }

  private static boolean isBetween(int number, int most) {
    return number >= 0 && number <= most;
  }

  /** 1 to 12 for the name of a month at {@code at}, else 0. */
  static int month(String text, int at) {
    for (int month = 0; month < 12; month++) {
      if (MONTHS.regionMatches(month * 3, text, at, 3)) {
        return month + 1;
      }
    }
    return 0;
  }

  /** The number that {@code digits} digits make, -1 when they are none. */
  private static int number(String text, int at, int digits) {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
