package dev.todoku.intake.postfix;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times that stand in one to five words of a line, in the many ways in which log daemons write
 * them. Slower than {@link LogClock}, which knows the usual ones.
 */
final class LogStampReader {
  private static final Map<String, String> OFFSETS =
      Map.of("utc", "Z", "gmt", "Z", "z", "Z", "jst", "+09:00");

  private static final int SHORTEST_EPOCH = 10;
  private static final int TIME_OF_DAY = 8;

  private final LogClock clock;

  LogStampReader(LogClock clock) {
    this.clock = clock;
  }

  /**
   * A time.
   *
   * @param words how many words it takes
   * @param wholeSeconds whether it shows no fractions of a second
   */
  record Stamp(long time, int words, boolean wholeSeconds) {}

  /** The time that begins at word {@code at}; null when none does. */
  @Nullable Stamp read(String[] words, int at, long reference) {
    String first = strip(words[at]);
    if (first.isEmpty()) {
      return null;
    }
    char c = first.charAt(0);
    if (c < '0' || c > '9') {
      return isMonth(first) ? afterMonth(words, at, null, 1, reference) : null;
    }
    if (isYear(first) && isMonth(word(words, at + 1))) {
      return afterMonth(words, at + 1, first, 2, reference);
    }
    if (isDay(first) && isMonth(word(words, at + 1)) && isYear(word(words, at + 2))) {
      String date = word(words, at + 1) + ' ' + first;
      return timed(date, word(words, at + 2), word(words, at + 3), 4, reference);
    }
    if (first.length() > TIME_OF_DAY && (first.charAt(4) == '-' || first.charAt(4) == '/')) {
      return iso(words, at, first.replace('/', '-'));
    }
    return epoch(first);
  }

  /** "Nov 20 10:00:00", "Nov 20 2026 10:00:00", "Nov 20 10:00:00 2026". */
  private @Nullable Stamp afterMonth(
      String[] words, int at, @Nullable String year, int used, long reference) {
    String day = word(words, at + 1);
    if (!isDay(day)) {
      return null;
    }
    String date = word(words, at) + ' ' + day;
    String next = word(words, at + 2);
    if (year != null || !isYear(next)) {
      String after = word(words, at + 3);
      boolean isYearLast = year == null && isYear(after);
      return timed(date, isYearLast ? after : year, next, used + (isYearLast ? 3 : 2), reference);
    }
    return timed(date, next, word(words, at + 3), used + 3, reference);
  }

  private @Nullable Stamp timed(
      String date, @Nullable String year, String timeOfDay, int words, long reference) {
    if (timeOfDay.length() < TIME_OF_DAY || timeOfDay.charAt(2) != ':') {
      return null;
    }
    int blank = date.indexOf(' ');
    String day = date.substring(blank + 1);
    String tail = timeOfDay.substring(TIME_OF_DAY).replace(',', '.');
    long time;
    if (year == null) {
      String padded = date.substring(0, blank) + (day.length() == 1 ? "  " : " ") + day;
      long whole = clock.bsd(padded + ' ' + timeOfDay, 0, reference);
      time = whole == LogClock.NONE ? whole : whole + millis(tail);
    } else {
      String text =
          String.format(
              Locale.ROOT,
              "%s-%02d-%sT",
              year,
              LogClock.month(date, 0),
              day.length() == 1 ? "0" + day : day);
      String iso = text + timeOfDay.replace(',', '.');
      time = clock.rfc3339(iso, 0, iso.length());
    }
    return time == LogClock.NONE ? null : new Stamp(time, words, tail.isEmpty());
  }

  /** "2026-11-20T10:00:00Z", "2026-11-20 10:00:00.5 UTC", "2026-11-20 10:00:00+0900". */
  private @Nullable Stamp iso(String[] words, int at, String first) {
    String text = first;
    int used = 1;
    if (first.indexOf('T') < 0) {
      text = first + 'T' + word(words, at + 1).replace(',', '.');
      used = 2;
      String zone = word(words, at + 2);
      String offset = isOffset(zone) ? zone : OFFSETS.get(zone.toLowerCase(Locale.ROOT));
      boolean isLocal = text.indexOf('+') < 0 && text.indexOf('-', 8) < 0 && !text.endsWith("Z");
      if (offset != null && isLocal) {
        text += offset;
        used = 3;
      }
    }
    long time = clock.rfc3339(text, 0, text.length());
    return time == LogClock.NONE ? null : new Stamp(time, used, text.indexOf('.') < 0);
  }

  private static @Nullable Stamp epoch(String word) {
    if (word.length() < SHORTEST_EPOCH) {
      return null;
    }
    for (int i = 0; i < word.length(); i++) {
      if ("0123456789.".indexOf(word.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      long time = LogClock.epoch(Double.parseDouble(word));
      return time == LogClock.NONE ? null : new Stamp(time, 1, word.indexOf('.') < 0);
    } catch (NumberFormatException twoPoints) {
      return null;
    }
  }

  /** ".123456" in milliseconds. */
  private static long millis(String tail) {
    long millis = 0;
    int weight = 100;
    for (int i = 1; i < tail.length() && weight > 0; i++, weight /= 10) {
      char c = tail.charAt(i);
      if (tail.charAt(0) != '.' || c < '0' || c > '9') {
        break;
      }
      millis += (long) weight * (c - '0');
    }
    return millis;
  }

  private static String word(String[] words, int at) {
    return at < words.length ? strip(words[at]) : "";
  }

  private static String strip(String word) {
    int from = word.startsWith("[") ? 1 : 0;
    int to = word.length();
    while (to > from && "],:".indexOf(word.charAt(to - 1)) >= 0) {
      to--;
    }
    return word.substring(from, to);
  }

  private static boolean isMonth(String word) {
    return word.length() == 3 && LogClock.month(word, 0) > 0;
  }

  private static boolean isDay(String word) {
    return !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(Character::isDigit);
  }

  private static boolean isYear(String word) {
    return word.length() == 4 && word.startsWith("20") && word.chars().allMatch(Character::isDigit);
  }

  private static boolean isOffset(String word) {
    return word.length() >= 5 && (word.charAt(0) == '+' || word.charAt(0) == '-');
  }
}
