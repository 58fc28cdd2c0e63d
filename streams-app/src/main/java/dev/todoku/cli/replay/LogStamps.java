package dev.todoku.cli.replay;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads when and where a line was written, in the framings in which mail logs come. */
public final class LogStamps {
  /** RFC 3164: {@code Nov 21 20:47:43 mx postfix/…}, with or without a priority. */
  private static final Pattern BSD =
      Pattern.compile(
          "(?:<\\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)? (\\S+) ");

  /** RFC 5424 and what rsyslog writes to files: {@code 2026-11-21T20:58:31.844541+00:00 mx …}. */
  private static final Pattern RFC3339 =
      Pattern.compile(
          "(?:<\\d{1,3}>)?(?:1 )?(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)"
              + "([Zz]|[+-]\\d{2}:?\\d{2})? (\\S+) ");

  private static final List<String> JSON_TIMES = List.of("ts", "timestamp", "@timestamp", "time");
  private static final List<String> JSON_HOSTS = List.of("host", "hostname", "_HOSTNAME");
  private static final List<String> JSON_LINES = List.of("msg", "message", "MESSAGE");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BsdYears years;

  public LogStamps(BsdYears years) {
    this.years = years;
  }

  /** Empty when the line names no time and host. */
  public Optional<LogStamp> of(String line) {
    try {
      return line.startsWith("{") ? ofJson(line) : ofText(line);
    } catch (DateTimeException | JacksonException e) {
      return Optional.empty();
    }
  }

  private Optional<LogStamp> ofText(String line) {
    Matcher rfc3339 = RFC3339.matcher(line);
    if (rfc3339.lookingAt()) {
      return Optional.of(new LogStamp(instant(rfc3339), rfc3339.group(4)));
    }
    Matcher bsd = BSD.matcher(line);
    if (bsd.lookingAt()) {
      long time = years.date(bsd.group(1), Integer.parseInt(bsd.group(2)), bsd.group(3));
      return Optional.of(new LogStamp(time, bsd.group(4)));
    }
    return Optional.empty();
  }

  private Optional<LogStamp> ofJson(String line) {
    JsonNode object = JSON.readTree(line);
    Optional<String> time = first(object, JSON_TIMES);
    Optional<String> host = first(object, JSON_HOSTS);
    if (time.isPresent() && host.isPresent()) {
      return ofText(time.get() + ' ' + host.get() + ' ');
    }
    // A shipper's wrapping around a whole line.
    return first(object, JSON_LINES).flatMap(this::ofText);
  }

  private static Optional<String> first(JsonNode object, List<String> names) {
    return names.stream()
        .map(object::path)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .findFirst();
  }

  /** A time without offset is in the zone of the log. */
  private long instant(Matcher rfc3339) {
    LocalDateTime local =
        LocalDate.parse(rfc3339.group(1))
            .atTime(LocalTime.parse(rfc3339.group(2).replace(',', '.')));
    String offset = rfc3339.group(3);
    ZoneId zone = offset == null ? years.zone() : ZoneOffset.of(offset.toUpperCase(Locale.ROOT));
    return local.atZone(zone).toInstant().toEpochMilli();
  }
}
