package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of required fields, with the field's name in the error. */
final class Required {
  /** 2000-01-01T00:00Z: no mail that Todoku reads is older. */
  private static final long EARLIEST = 946_684_800_000L;

  /** 2100-01-01T00:00Z: a time beyond it is no time. */
  private static final long LATEST = 4_102_444_800_000L;

  private Required() {}

  static String text(@Nullable String value, String field, int maxLength) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " is required");
    }
    bounded(value, field, maxLength);
    return value;
  }

  /** Returns {@code value}, which may be null. */
  static @Nullable String bounded(@Nullable String value, String field, int maxLength) {
    if (value != null && value.length() > maxLength) {
      throw new IllegalArgumentException(
          field + " has " + value.length() + " characters; at most " + maxLength + " are allowed");
    }
    return value;
  }

  /**
   * The Message-ID in normal form; one of nothing but brackets and white space counts as missing.
   */
  static String messageId(@Nullable String raw) {
    return text(messageIdOrNull(raw), "messageId", Limits.MESSAGE_ID);
  }

  /** The Message-ID in normal form, null when nothing is left of it. */
  static @Nullable String messageIdOrNull(@Nullable String raw) {
    String normal = raw == null ? "" : MessageId.normal(raw);
    return normal.isEmpty() ? null : bounded(normal, "messageId", Limits.MESSAGE_ID);
  }

  /** The beginning of {@code value}, never half of a surrogate pair; null for null. */
  static @Nullable String cutOrNull(@Nullable String value, int maxLength) {
    return value == null ? null : cut(value, maxLength);
  }

  /** The beginning of {@code value}, never half of a surrogate pair. */
  static String cut(String value, int maxLength) {
    if (value.length() <= maxLength) {
      return value;
    }
    boolean splitsPair =
        Character.isHighSurrogate(value.charAt(maxLength - 1))
            && Character.isLowSurrogate(value.charAt(maxLength));
    return value.substring(0, splitsPair ? maxLength - 1 : maxLength);
  }

  /** An unmodifiable copy, empty for null. */
  static <T> List<T> list(@Nullable List<T> values, String field) {
    if (values == null) {
      return List.of();
    }
    for (T value : values) {
      present(value, "every entry of " + field);
    }
    return List.copyOf(values);
  }

  static <T> T present(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is required");
    }
    return value;
  }

  static long time(long value, String field) {
    if (value == 0) {
      throw new IllegalArgumentException(field + " is required");
    }
    if (value < EARLIEST || value > LATEST) {
      throw new IllegalArgumentException(
          field + " is " + value + "; expected milliseconds since 1970 between 2000 and 2100");
    }
    return value;
  }

  /** Returns {@code value}, which may be 0 for unknown. */
  static long timeOrZero(long value, String field) {
    return value == 0 ? 0 : time(value, field);
  }

  static long count(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " is " + value + "; expected 0 or more");
    }
    return value;
  }

  /** Checks what every {@link AggregateReport} begins with. */
  static void reportHead(
      String domain,
      long begin,
      long time,
      String reporter,
      String reportId,
      @Nullable String policy) {
    text(domain, "domain", Limits.DOMAIN);
    time(begin, "begin");
    time(time, "time");
    text(reporter, "reporter", Limits.NAME);
    text(reportId, "reportId", Limits.NAME);
    bounded(policy, "policy", Limits.NAME);
  }

  static double rate(double value, String field) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " is " + value + "; expected 0 to 1");
    }
    return value;
  }

  static double finite(double value, String field) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " is " + value + "; expected a finite number");
    }
    return value;
  }
}
