package dev.todoku.web;

import dev.todoku.readmodel.ViewRange;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters of a request, checked. */
final class Params {
  private static final int LONGEST_VALUE = 2_000;

  private Params() {}

  /**
   * The part of a list that {@code offset} and {@code limit} ask for.
   *
   * @param limit how many where nothing is asked for
   * @param most how many at most
   * @param mostOffset how many may be left out at most
   */
  static <T> List<T> part(Context ctx, List<T> all, int limit, int most, int mostOffset) {
    return all.stream()
        .skip(number(ctx, "offset", 0, mostOffset))
        .limit(number(ctx, "limit", limit, most))
        .toList();
  }

  /** A parameter that must be there. */
  static String required(Context ctx, String name) {
    String value = ctx.queryParam(name);
    if (value == null || value.isBlank()) {
      throw RequestRefusedException.badRequest("the parameter " + name + " is missing");
    }
    if (value.length() > LONGEST_VALUE) {
      throw RequestRefusedException.badRequest("the parameter " + name + " is too long");
    }
    return value.strip();
  }

  /** A whole number from 0 to {@code most}. */
  static int number(Context ctx, String name, int standard, int most) {
    String value = ctx.queryParam(name);
    if (value == null) {
      return standard;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Refused below.
    }
    throw RequestRefusedException.badRequest(
        "the parameter " + name + " must be a number from 0 to " + most);
  }

  /** One of some words; the first where the parameter is missing. */
  static String oneOf(Context ctx, String name, String standard, String... others) {
    String value = ctx.queryParam(name);
    if (value == null || value.equals(standard) || List.of(others).contains(value)) {
      return value == null ? standard : value;
    }
    throw RequestRefusedException.badRequest(
        "the parameter " + name + " must be " + standard + " or " + String.join(" or ", others));
  }

  /** A constant by its name; null where the parameter is missing. */
  static <E extends Enum<E>> @Nullable E constant(Context ctx, String name, Class<E> type) {
    String value = ctx.queryParam(name);
    if (value == null || value.isEmpty()) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                RequestRefusedException.badRequest(
                    "the parameter "
                        + name
                        + " must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))));
  }

  /** How far back: {@code range=1h}, {@code 24h}, {@code 7d} or {@code 30d}; else a day. */
  static ViewRange range(Context ctx) {
    String value = ctx.queryParam("range");
    return value == null
        ? ViewRange.DAY
        : ViewRange.of(value)
            .orElseThrow(
                () ->
                    RequestRefusedException.badRequest(
                        "the parameter range must be 1h, 24h, 7d or 30d"));
  }

  /** A time: milliseconds since 1970, or as in RFC 3339. */
  static long time(Context ctx, String name, long standard) {
    String value = ctx.queryParam(name);
    if (value == null) {
      return standard;
    }
    try {
      return value.chars().allMatch(Character::isDigit)
          ? Long.parseLong(value)
          : OffsetDateTime.parse(value).toInstant().toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw RequestRefusedException.badRequest(
          "the parameter " + name + " must be a time such as 2026-11-22T09:00:00+09:00");
    }
  }

  /** "ja" or "en": the parameter {@code lang}, else what the browser prefers. */
  static String language(Context ctx) {
    String value = ctx.queryParam("lang");
    if (value == null) {
      String preferred = ctx.header("Accept-Language");
      return preferred != null && preferred.startsWith("ja") ? "ja" : "en";
    }
    if (!value.equals("ja") && !value.equals("en")) {
      throw RequestRefusedException.badRequest("the parameter lang must be ja or en");
    }
    return value;
  }

  /** The zone in which times within sentences are written: the parameter {@code zone}, else UTC. */
  static ZoneId zone(Context ctx) {
    String value = ctx.queryParam("zone");
    try {
      return value == null ? ZoneId.of("UTC") : ZoneId.of(value);
    } catch (DateTimeException e) {
      throw RequestRefusedException.badRequest(
          "the parameter zone must be a zone such as Asia/Tokyo");
    }
  }

  /** Whether a table is asked for as CSV, by {@code format=csv} or the Accept header. */
  static boolean isCsv(Context ctx) {
    String format = ctx.queryParam("format");
    if (format == null) {
      String accepted = ctx.header("Accept");
      return accepted != null && accepted.startsWith("text/csv");
    }
    if (!format.equals("csv") && !format.equals("json")) {
      throw RequestRefusedException.badRequest("the parameter format must be json or csv");
    }
    return format.equals("csv");
  }
}
