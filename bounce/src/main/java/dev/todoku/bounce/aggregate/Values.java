package dev.todoku.bounce.aggregate;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of a report, as records take them. */
final class Values {
  /** What is above it is no time in seconds but one in milliseconds. */
  private static final long LAST_SECOND = 100_000_000_000L;

  private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private Values() {}

  /** {@code text} without blanks around it, cut to {@code limit}; null when nothing is left. */
  static @Nullable String text(@Nullable String text, int limit) {
    String stripped = text == null ? "" : text.strip();
    return stripped.isEmpty() ? null : stripped.substring(0, Math.min(limit, stripped.length()));
  }

  /** In lower case; null when there is none. */
  static @Nullable String word(@Nullable String text) {
    String word = text(text, Limits.NAME);
    return word == null ? null : word.toLowerCase(Locale.ROOT);
  }

  /** A domain in normal form; null when there is none or it is too long to be one. */
  static @Nullable String domain(@Nullable String text) {
    String name = text(text, Limits.NAME);
    if (name == null || name.length() > Limits.DOMAIN) {
      return null;
    }
    String domain = Address.normalDomain(name);
    return domain == null || domain.isBlank() || domain.length() > Limits.DOMAIN ? null : domain;
  }

  /** Messages or sessions; {@code otherwise} where it is no number from 0 on. */
  static long count(@Nullable String text, long otherwise) {
    try {
      long count = text == null ? -1 : Long.parseLong(text.strip());
      return count < 0 || count > Integer.MAX_VALUE ? otherwise : count;
    } catch (NumberFormatException noNumber) {
      return otherwise;
    }
  }

  /** Seconds or milliseconds since 1970 as ms; {@code otherwise} where it is no time of ours. */
  static long epoch(@Nullable String text, long otherwise) {
    try {
      double given = text == null ? 0 : Double.parseDouble(text.strip());
      return credible((long) (given > LAST_SECOND ? given : given * 1000), otherwise);
    } catch (NumberFormatException noNumber) {
      return otherwise;
    }
  }

  /**
   * A time of RFC 3339 in ms; one without zone is UTC; {@code otherwise} where it is no time of
   * ours.
   */
  static long rfc3339(@Nullable String text, long otherwise) {
    String time = text == null ? "" : text.strip();
    try {
      return credible(
          OffsetDateTime.parse(time.matches(".*([zZ]|[+-]\\d\\d:\\d\\d)") ? time : time + "Z")
              .toInstant()
              .toEpochMilli(),
          otherwise);
    } catch (DateTimeException noTime) {
      return otherwise;
    }
  }

  private static long credible(long time, long otherwise) {
    return time < EARLIEST || time > LATEST ? otherwise : time;
  }
}
