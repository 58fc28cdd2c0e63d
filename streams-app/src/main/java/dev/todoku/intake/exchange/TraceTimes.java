package dev.todoku.intake.exchange;

import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times of a message trace. Exchange Online states them in UTC; {@code Export-Csv} writes them as
 * the culture of its session does, which names no zone.
 */
final class TraceTimes {
  /**
   * By what stands between day and month. A clock of twelve hours goes with the month first, one of
   * 24 hours with the day, where both are possible.
   */
  private static final Map<Character, List<DateTimeFormatter>> BY_MARK =
      Map.of(
          '/',
          List.of(
              format("M/d/uuuu h:mm[:ss] a"),
              format("uuuu/M/d H:mm[:ss]"),
              format("d/M/uuuu H:mm[:ss]"),
              format("M/d/uuuu H:mm[:ss]")),
          '.',
          List.of(format("d.M.uuuu H:mm[:ss]")));

  private final Times iso = new Times(new LogClock(ZoneOffset.UTC));

  /** Milliseconds since 1970, 0 for what is no time. */
  long of(String written) {
    String text = written.strip();
    long time = iso.of(text);
    int mark = time == 0 ? firstMark(text) : -1;
    if (mark < 0) {
      return time;
    }
    // Newer ones write a narrow no-break space before AM and PM.
    String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
    for (DateTimeFormatter format : BY_MARK.getOrDefault(text.charAt(mark), List.of())) {
      try {
        return LocalDateTime.parse(plain, format).toInstant(ZoneOffset.UTC).toEpochMilli();
      } catch (DateTimeException notSo) {
        // The next culture.
      }
    }
    return 0;
  }

  private static int firstMark(String text) {
    for (int i = 0; i < text.length() && i < 5; i++) {
      if (BY_MARK.containsKey(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static DateTimeFormatter format(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }
}
