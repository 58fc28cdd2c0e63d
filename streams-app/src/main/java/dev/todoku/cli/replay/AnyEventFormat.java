package dev.todoku.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.intake.event.InputEvent;
import dev.todoku.schema.Address;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of several topics in one file, one JSON object a line: the event with the field {@code
 * topic} beside its own, or as {@code todoku backtest --json} prints records, {@code
 * {"topic","key","time","value"}}, where {@code value} is an object, or the text of a raw record.
 * What names no topic is for that of the file.
 */
final class AnyEventFormat implements LineFormat {
  private static final String TOPIC = "topic";
  private static final String VALUE = "value";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What may be read; what the pipeline itself writes it would write once more. */
  private static final List<Topic<?, ?>> TOPICS =
      Stream.concat(
              Stream.of(Topics.RAW_POSTFIX, Topics.RAW_LOGS, Topics.RAW_BOUNCES, Topics.DNS_FACTS),
              InputEvent.TOPICS.stream())
          .toList();

  private final @Nullable Topic<?, ?> ofFile;
  private final Address addresses;
  private final CredibleTimes credible;
  private long lastTime;

  /**
   * @param ofFile topic of what names none, null when it must name one
   * @param addresses normal form of keys
   * @param fallbackTime of what comes before the first event and has none
   */
  AnyEventFormat(
      @Nullable Topic<?, ?> ofFile, Address addresses, long fallbackTime, CredibleTimes credible) {
    this.credible = credible;
    this.ofFile = ofFile;
    this.addresses = addresses;
    lastTime = fallbackTime;
  }

  /** The topic that the name of a file begins with, as in {@code mail.sends-2026.ndjson}. */
  static Optional<Topic<?, ?>> topicOf(String fileName) {
    return TOPICS.stream()
        .filter(
            topic ->
                fileName.startsWith(topic.name())
                    || fileName.startsWith(topic.name().substring("mail.".length())))
        .findFirst();
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!(node instanceof ObjectNode object)) {
        return skipped(place, "is no JSON object");
      }
      return read(object, place);
    } catch (JacksonException e) {
      return skipped(place, "is no JSON object: " + e.getOriginalMessage());
    } catch (ContractException e) {
      return skipped(place, "is no event of its topic: " + e.getMessage());
    }
  }

  private ReplayItem read(ObjectNode object, String place) {
    JsonNode named = object.get(TOPIC);
    Optional<Topic<?, ?>> topic =
        named == null ? Optional.ofNullable(ofFile) : topic(named.stringValue(""));
    if (topic.isEmpty()) {
      return skipped(
          place,
          named == null
              ? "names no topic, and neither does its file"
              : "is for " + named + ", which is no input");
    }
    JsonNode value = object.has(VALUE) ? object.get(VALUE) : object.without(TOPIC);
    if (value.isString() && !object.path("time").isNumber()) {
      return skipped(place, "names no time");
    }
    return credible.checked(
        value.isString()
            ? raw(topic.get(), object, value.stringValue(), place)
            : event(topic.get(), JSON.writeValueAsBytes(value), place));
  }

  private ReplayItem raw(Topic<?, ?> topic, ObjectNode object, String text, String place) {
    lastTime = object.path("time").asLong(lastTime);
    byte[] key = object.path("key").asString("unknown").getBytes(UTF_8);
    return ReplayItem.Entry.of(topic.name(), key, text.getBytes(UTF_8), lastTime, place);
  }

  private ReplayItem event(Topic<?, ?> topic, byte[] json, String place) {
    String key;
    if (topic.equals(Topics.DNS_FACTS)) {
      DnsFact fact = (DnsFact) topic.valueSerde().deserializer().deserialize(topic.name(), json);
      lastTime = fact.time();
      key = fact.key();
    } else {
      InputEvent event = InputEvent.of(topic, json, addresses);
      lastTime = event.time();
      key = event.key();
    }
    return ReplayItem.Entry.of(topic.name(), key.getBytes(UTF_8), json, lastTime, place);
  }

  private static Optional<Topic<?, ?>> topic(String name) {
    return TOPICS.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  private ReplayItem skipped(String place, String why) {
    return new ReplayItem.Skipped(lastTime, place, why);
  }

  @Override
  public long lastTime() {
    return lastTime;
  }
}
