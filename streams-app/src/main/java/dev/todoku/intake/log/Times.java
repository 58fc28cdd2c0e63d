package dev.todoku.intake.log;

import dev.todoku.intake.postfix.LogClock;
import tools.jackson.databind.JsonNode;

/** Times of records: numbers since 1970 in any usual unit, or ISO 8601. 0 where there is none. */
public final class Times {
  private final LogClock clock;

  public Times(LogClock clock) {
    this.clock = clock;
  }

  /** Of a JSON value, milliseconds since 1970. */
  public long of(JsonNode value) {
    if (value == null || value.isNull()) {
      return 0;
    }
    return value.isNumber() ? sane(LogClock.epoch(value.asDouble())) : of(value.asString(""));
  }

  /** Of a text, milliseconds since 1970. A time without a zone is in the clock's. */
  public long of(String text) {
    String time = text == null ? "" : text.strip();
    if (time.isEmpty() || time.charAt(0) < '0' || time.charAt(0) > '9') {
      return 0;
    }
    if (time.indexOf('-') == 4) {
      int blank = time.indexOf(' ', 11);
      String joined = blank < 0 ? time : time.substring(0, blank) + time.substring(blank + 1);
      return sane(clock.rfc3339(joined, 0, joined.length()));
    }
    try {
      return sane(LogClock.epoch(Double.parseDouble(time)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static long sane(long time) {
    return time == LogClock.NONE ? 0 : time;
  }
}
