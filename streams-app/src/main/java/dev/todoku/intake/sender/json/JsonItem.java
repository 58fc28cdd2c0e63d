package dev.todoku.intake.sender.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A part of a body, read leniently: services write numbers as text and text as numbers, and leave
 * fields out, null or empty where they have nothing to state.
 */
public final class JsonItem {
  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1_000);

  /** Milliseconds since 1970 have been above this since 1973, and seconds stay below until 5138. */
  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final int MOST_DIGITS = 40;
  private static final int MOST_WHOLE_DIGITS = 16;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private final JsonNode node;

  private final String name;

  JsonItem(JsonNode node) {
    this(node, "");
  }

  private JsonItem(JsonNode node, String name) {
    this.node = node;
    this.name = name;
  }

  /** This part under the name of the list that it was in. */
  public JsonItem named(String list) {
    return new JsonItem(node, list);
  }

  /** Name of the list that it was in, empty when it has none. */
  public String name() {
    return name;
  }

  /** The part at {@code path}; a part without content where there is none. */
  public JsonItem at(String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return new JsonItem(found);
  }

  public boolean isObject() {
    return node.isObject();
  }

  boolean isArray() {
    return node.isArray();
  }

  /** Names of the fields of this part. */
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  public boolean has(String name) {
    return node.has(name);
  }

  /** Text or number at {@code path} as it stands there; empty where it is absent or blank. */
  public Optional<String> text(String... path) {
    JsonNode found = at(path).node;
    return found.isValueNode() && !found.isNull()
        ? Optional.of(found.asString()).filter(Predicate.not(String::isBlank))
        : Optional.empty();
  }

  /**
   * As {@link #text}.
   *
   * @throws UnreadableRecord when there is none
   */
  public String required(String... path) {
    return text(path).orElseThrow(() -> new UnreadableRecord("has no " + String.join(".", path)));
  }

  /** Whether the value at {@code path} is true, as such or as text. */
  public Optional<Boolean> flag(String... path) {
    return text(path)
        .flatMap(
            value ->
                switch (value) {
                  case "true", "1" -> Optional.of(true);
                  case "false", "0" -> Optional.of(false);
                  default -> Optional.empty();
                });
  }

  public Optional<Integer> number(String... path) {
    try {
      return text(path).map(String::strip).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The elements at {@code path}; what is no list is taken for one of one element. */
  public List<JsonItem> list(@Nullable String... path) {
    JsonNode found = at(path).node;
    if (found.isMissingNode() || found.isNull()) {
      return List.of();
    }
    return found.isArray()
        ? StreamSupport.stream(found.spliterator(), false).map(JsonItem::new).toList()
        : List.of(new JsonItem(found));
  }

  /** The texts at {@code path}, one or several. */
  public List<String> texts(String... path) {
    return list(path).stream().flatMap(item -> item.text().stream()).toList();
  }

  /** The part at {@code path}, which may be JSON as text. */
  public JsonItem parsed(String... path) {
    JsonItem found = at(path);
    if (!found.node.isString()) {
      return found;
    }
    try {
      return new JsonItem(RecordReader.JSON.readTree(found.node.stringValue()));
    } catch (JacksonException e) {
      throw new UnreadableRecord("has no JSON in " + String.join(".", path));
    }
  }

  /** The part at {@code path}, which is JSON in base64. */
  public JsonItem decoded(String... path) {
    try {
      byte[] json = Base64.getMimeDecoder().decode(required(path));
      return new JsonItem(RecordReader.JSON.readTree(json));
    } catch (IllegalArgumentException | JacksonException e) {
      throw new UnreadableRecord("has no JSON in " + String.join(".", path));
    }
  }

  /**
   * Time in seconds since 1970, with or without a fraction; in milliseconds where it would be far
   * ahead.
   */
  public Optional<Instant> seconds(String... path) {
    return text(path)
        .map(
            value -> {
              BigDecimal number = decimal(value, path);
              boolean isMillis = number.compareTo(LEAST_MILLIS) >= 0;
              return instant(isMillis ? number : number.multiply(MILLIS_PER_SECOND));
            });
  }

  /** Time as a script writes it: as a number, as in {@link #seconds}, or as ISO 8601. */
  public Optional<Instant> time(String... path) {
    boolean isIso = text(path).filter(text -> text.indexOf('-', 1) > 0).isPresent();
    return isIso ? iso(path) : seconds(path);
  }

  /** Time in milliseconds since 1970. */
  public Optional<Instant> millis(String... path) {
    return text(path).map(value -> instant(decimal(value, path)));
  }

  /** Time as ISO 8601; a service that leaves the zone out means UTC. */
  public Optional<Instant> iso(String... path) {
    return local(ZoneOffset.UTC, path);
  }

  /** Time as {@code 2026-11-20 10:00:00}, also with slashes; {@code zone} where it names none. */
  public Optional<Instant> local(ZoneId zone, String... path) {
    return text(path)
        .map(
            value -> {
              TemporalAccessor parsed = isoParsed(value, path);
              return parsed instanceof OffsetDateTime withZone
                  ? withZone.toInstant()
                  : ((LocalDateTime) parsed).atZone(zone).toInstant();
            });
  }

  /** JSON of this part. */
  public byte[] bytes() {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static TemporalAccessor isoParsed(String value, String... path) {
    try {
      return ISO.parseBest(
          value.strip().replace('/', '-').replace(' ', 'T'),
          OffsetDateTime::from,
          LocalDateTime::from);
    } catch (DateTimeException e) {
      throw noTime(path);
    }
  }

  private static BigDecimal decimal(String value, String... path) {
    try {
      BigDecimal number =
          value.length() <= MOST_DIGITS ? new BigDecimal(value.strip()) : BigDecimal.ZERO;
      if ((long) number.precision() - number.scale() > MOST_WHOLE_DIGITS) {
        throw noTime(path);
      }
      return number;
    } catch (NumberFormatException e) {
      throw noTime(path);
    }
  }

  private static Instant instant(BigDecimal millis) {
    return Instant.ofEpochMilli(millis.longValue());
  }

  private static UnreadableRecord noTime(String... path) {
    return new UnreadableRecord("has no time in " + String.join(".", path));
  }
}
