package dev.todoku.bounce;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a rule holds, joined by "and". What is null, 0 or empty is no
 * condition.
 *
 * @param provider whose server answered
 * @param reporter whose server wrote the report
 * @param command what it answered
 * @param code its SMTP reply code
 * @param status the beginning of its enhanced status
 * @param isFinal whether the message must have been given up
 * @param readsWeb whether the words may stand in a web address
 * @param since from when on, milliseconds since 1970
 * @param before until when, milliseconds since 1970
 */
record When(
    @Nullable String provider,
    @Nullable String reporter,
    @Nullable SmtpCommand command,
    int code,
    String status,
    boolean isFinal,
    boolean readsWeb,
    long since,
    long before) {

  private static final String ALWAYS = "*";

  /** The days of the tables begin as they do in Japan, whose carriers they are mostly about. */
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(9);

  private static final List<String> NAMES =
      List.of("at", "by", "after", "code", "status", "final", "url", "since", "before");

  /**
   * Reads {@code at=docomo after=DATA before=2025-03-13}, or {@code *} for no condition.
   *
   * @throws IllegalArgumentException when it is none of that
   */
  static When of(String text) {
    Map<String, String> values = new HashMap<>();
    if (!text.equals(ALWAYS)) {
      for (String condition : text.split(" +", -1)) {
        int equals = condition.indexOf('=');
        String name = equals < 0 ? condition : condition.substring(0, equals);
        if (equals < 0 || equals + 1 == condition.length() || !NAMES.contains(name)) {
          throw new IllegalArgumentException(
              "\"" + condition + "\" is no condition: * or name=value, names: " + NAMES);
        }
        if (values.put(name, condition.substring(equals + 1)) != null) {
          throw new IllegalArgumentException(name + " is given twice");
        }
      }
    }
    return new When(
        values.get("at"),
        values.get("by"),
        command(values.get("after")),
        code(values.get("code")),
        values.getOrDefault("status", ""),
        isYes("final", values.get("final")),
        isYes("url", values.get("url")),
        day(values.get("since"), Long.MIN_VALUE),
        day(values.get("before"), Long.MAX_VALUE));
  }

  boolean holds(SmtpExchange exchange) {
    return (code == 0 || code == exchange.code())
        && exchange.status().startsWith(status)
        && (command == null || command == exchange.command())
        && (!isFinal || exchange.isFinal())
        && exchange.time() >= since
        && (before == Long.MAX_VALUE || exchange.time() < before)
        && (provider == null || exchange.isAt(provider))
        && (reporter == null || exchange.isReportedBy(reporter));
  }

  /** Whether this holds wherever {@code other} does. */
  boolean covers(When other) {
    return (code == 0 || code == other.code)
        && other.status.startsWith(status)
        && (command == null || command == other.command)
        && (!isFinal || other.isFinal)
        && (readsWeb || !other.readsWeb)
        && since <= other.since
        && before >= other.before
        && (provider == null || provider.equals(other.provider))
        && (reporter == null || reporter.equals(other.reporter));
  }

  private static @Nullable SmtpCommand command(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(SmtpCommand.values())
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is no command: " + Arrays.toString(SmtpCommand.values())));
  }

  private static boolean isYes(String name, @Nullable String value) {
    if (value != null && !value.equals("yes")) {
      throw new IllegalArgumentException(name + " is yes or not a condition: " + value);
    }
    return value != null;
  }

  private static int code(@Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    int code = ReplyText.code(digits);
    if (code == 0) {
      throw new IllegalArgumentException(digits + " is no reply code");
    }
    return code;
  }

  private static long day(@Nullable String date, long otherwise) {
    try {
      return date == null
          ? otherwise
          : LocalDate.parse(date).atStartOfDay(ZONE).toInstant().toEpochMilli();
    } catch (DateTimeException notADate) {
      throw new IllegalArgumentException(date + " is no date such as 2025-03-13", notADate);
    }
  }
}
