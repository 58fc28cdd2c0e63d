package dev.todoku.cli.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives BSD syslog dates their year, which they do not name.
 *
 * <p>By default the latest year in which a date is not after the file was last written. Where a
 * year is given it is that of the first line, and goes on where the year ends: December is followed
 * by January.
 */
public final class BsdYears {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Clocks differ, and a file may be written by a host in another zone. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final int HALF_A_YEAR = 6;

  /** Lines of a log stand in the order of time, but for a little. */
  private static final Duration DISORDER = Duration.ofMinutes(5);

  private final ZoneId zone;
  private final @Nullable Instant latest;
  private int year;
  private int lastMonth;

  /** Time of the line before, by which the hour that summer time repeats is known. */
  private @Nullable Instant last;

  private BsdYears(ZoneId zone, @Nullable Instant latest, int year) {
    this.zone = zone;
    this.latest = latest;
    this.year = year;
  }

  /** Years follow from when the file was last written, in milliseconds since 1970. */
  public static BsdYears before(long modifiedAt, ZoneId zone) {
    return new BsdYears(zone, Instant.ofEpochMilli(modifiedAt).plus(SLACK), 0);
  }

  /** The first line is of {@code year}. */
  static BsdYears from(int year, ZoneId zone) {
    return new BsdYears(zone, null, year);
  }

  /** Zone of times that name none. */
  ZoneId zone() {
    return zone;
  }

  /**
   * Milliseconds since 1970.
   *
   * @param month as in {@code Nov}
   * @param time as in {@code 20:47:43}
   * @throws DateTimeException when there is no such date
   */
  long date(String month, int day, String time) {
    int number = MONTHS.indexOf(month) + 1;
    MonthDay date = MonthDay.of(Month.of(number), day);
    LocalTime clock = LocalTime.of(number(time, 0), number(time, 3), number(time, 6));
    Instant found = latest == null ? follow(date, clock) : before(latest, date, clock);
    last = found;
    return found.toEpochMilli();
  }

  private Instant before(Instant latest, MonthDay date, LocalTime clock) {
    int candidate = latest.atZone(zone).getYear();
    Instant instant = instant(date, clock, candidate);
    return instant.isAfter(latest) ? instant(date, clock, candidate - 1) : instant;
  }

  private Instant follow(MonthDay date, LocalTime clock) {
    int month = date.getMonthValue();
    if (lastMonth != 0 && Math.abs(month - lastMonth) > HALF_A_YEAR) {
      year += month < lastMonth ? 1 : -1;
    }
    lastMonth = month;
    return instant(date, clock, year);
  }

  private Instant instant(MonthDay date, LocalTime clock, int inYear) {
    ZonedDateTime first = date.atYear(inYear).atTime(clock).atZone(zone);
    boolean isRepeated = last != null && first.toInstant().isBefore(last.minus(DISORDER));
    return (isRepeated ? first.withLaterOffsetAtOverlap() : first).toInstant();
  }

  private static int number(String text, int at) {
    return Integer.parseInt(text, at, at + 2, 10);
  }
}
