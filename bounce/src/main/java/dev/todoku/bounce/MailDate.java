package dev.todoku.bounce;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Dates of header fields (RFC 5322 section 3.3), with the obsolete forms that mail servers still
 * write.
 */
final class MailDate {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** 2000-01-01: the oldest time that events may have. */
  static final long EARLIEST = 946_684_800_000L;

  private static final long DAY = 86_400_000L;

  private final String text;

  /** How far it is read. */
  private int at;

  /** Whether what was read has the form of a date, {@code 2 Apr 2026 09:05}, so far. */
  private boolean fits = true;

  private MailDate(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * Milliseconds since 1970; 0 when {@code value} is no date, older than 2000, or more than a day
   * after {@code receivedAt}: such a clock is wrong.
   */
  static long sane(String value, long receivedAt) {
    try {
      long time = first(value);
      return time < EARLIEST || time > receivedAt + DAY ? 0 : time;
    } catch (DateTimeException notADate) {
      return 0;
    }
  }

  /** The first date in {@code value}; 0 when there is none. */
  private static long first(String value) {
    for (int from = 0; from < value.length(); from++) {
      if (isBetween('0', value.charAt(from), '9')) {
        MailDate date = new MailDate(value, from);
        long time = date.read();
        if (date.fits) {
          return time;
        }
      }
    }
    return 0;
  }

  /** 0 when it has not the form of a date. */
  private long read() {
    int day = digits(1, 2);
    blanks(1);
    int month = month();
    blanks(1);
    int year = digits(4, 4);
    blanks(1);
    int hour = digits(1, 2);
    colon();
    int minute = digits(2, 2);
    if (!fits) {
      return 0;
    }
    int second = seconds();
    blanks(0);
    return 1000 * LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(zone());
  }

  private int digits(int least, int most) {
    int from = at;
    int number = 0;
    while (at - from < most && isBetween('0', next(), '9')) {
      number = number * 10 + next() - '0';
      at++;
    }
    fits &= at - from >= least;
    return number;
  }

  private void blanks(int least) {
    int from = at;
    while (next() == ' ' || isBetween('\t', next(), '\r')) {
      at++;
    }
    fits &= at - from >= least;
  }

  private void colon() {
    fits &= next() == ':';
    at++;
  }

  /** From 1; 0 when the word is no month. */
  private int month() {
    int from = at;
    while (at - from < 3 && isBetween('a', next() | 0x20, 'z')) {
      at++;
    }
    fits &= at - from == 3;
    return fits ? MONTHS.indexOf(text.substring(from, at).toLowerCase(Locale.ROOT)) + 1 : 0;
  }

  /** 0 when none is given. */
  private int seconds() {
    MailDate rest = new MailDate(text, at);
    rest.colon();
    int seconds = rest.digits(2, 2);
    at = rest.fits ? rest.at : at;
    return rest.fits ? Math.min(59, seconds) : 0;
  }

  /**
   * Names of zones mean nothing (RFC 5322 section 4.3) but the one that this field is full of in
   * Japan.
   */
  private ZoneOffset zone() {
    if (text.startsWith("JST", at)) {
      at += "JST".length();
      return ZoneOffset.ofHours(isBetween('A', next(), 'Z') ? 0 : 9);
    }
    int sign = next() == '+' ? 1 : next() == '-' ? -1 : 0;
    MailDate offset = new MailDate(text, at + 1);
    int hours = offset.digits(2, 2);
    int minutes = offset.digits(2, 2);
    return sign == 0 || !offset.fits
        ? ZoneOffset.UTC
        : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  /** The next character; 0 behind the last. */
  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isBetween(char first, int c, char last) {
    return c >= first && c <= last;
  }
}
