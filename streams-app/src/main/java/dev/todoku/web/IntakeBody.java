package dev.todoku.web;

import dev.todoku.intake.event.InputEvent;
import dev.todoku.schema.Address;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.IncidentNote;
import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.streams.FutureLimit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What was posted, as records of the topic that takes it. Pure. */
final class IntakeBody {
  static final String POSTFIX = "postfix";
  static final String BOUNCE_MESSAGE = "bounce-message";

  private static final Map<String, Topic<?, ?>> EVENTS = events();
  private static final JsonSerde<IncidentNote> NOTE = JsonSerde.of(IncidentNote.class);

  /** Of one request; a line of a log has 100 bytes or more, and a megabyte 10,000 of them. */
  static final int MOST_RECORDS = 20_000;

  /** The largest events have some thirty. */
  private static final int MOST_FIELDS = 200;

  /**
   * Without a table of names that were seen: whoever chooses names of one hash value makes every
   * look-up in it walk through all of them.
   */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .build();

  /** Items that one answer names; with the first ones a person finds what is wrong. */
  private static final int NAMED = 10;

  private final Address addresses;
  private final FutureLimit future;

  IntakeBody(Address addresses, FutureLimit future) {
    this.addresses = addresses;
    this.future = future;
  }

  private static Map<String, Topic<?, ?>> events() {
    Map<String, Topic<?, ?>> events = new LinkedHashMap<>();
    InputEvent.TOPICS.forEach(
        topic -> events.put(topic.name().substring(topic.name().indexOf('.') + 1), topic));
    String notes = Topics.INCIDENT_NOTES.name();
    events.put(notes.substring(notes.indexOf('.') + 1), Topics.INCIDENT_NOTES);
    return events;
  }

  /**
   * The records.
   *
   * @param format {@code postfix}, {@code bounce-message}, or a topic's name without "mail."
   * @param host the sending server whose log it is, null when each line says it; of a bounce
   *     message the mailbox that it came to, null when that is not known
   * @param now time of records that have no other
   * @throws RequestRefusedException when the body is not what the format says
   */
  List<ProducerRecord<byte[], byte[]>> records(
      String format, byte[] body, @Nullable String host, long now) {
    if (format.equals(POSTFIX)) {
      return lines(body, host, now);
    }
    if (format.equals(BOUNCE_MESSAGE)) {
      byte[] mailbox = host == null ? null : host.getBytes(StandardCharsets.UTF_8);
      return List.of(new ProducerRecord<>(Topics.RAW_BOUNCES.name(), null, now, mailbox, body));
    }
    Topic<?, ?> topic = EVENTS.get(format);
    if (topic == null) {
      throw RequestRefusedException.notFound(
          "there is no format "
              + format
              + "; there are "
              + POSTFIX
              + ", "
              + BOUNCE_MESSAGE
              + ", "
              + String.join(", ", EVENTS.keySet()));
    }
    return events(topic, body);
  }

  private static List<ProducerRecord<byte[], byte[]>> lines(
      byte[] body, @Nullable String host, long now) {
    byte[] key = host == null ? null : host.getBytes(StandardCharsets.UTF_8);
    List<String> lines =
        new String(body, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .limit(MOST_RECORDS + 1L)
            .toList();
    if (lines.size() > MOST_RECORDS) {
      throw tooMany();
    }
    return lines.stream()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .map(line -> new ProducerRecord<>(Topics.RAW_POSTFIX.name(), null, now, key, line))
        .toList();
  }

  /** One value; the values of the lines, as an array, where it is more. */
  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return lines(body);
    }
  }

  private static JsonNode lines(byte[] body) {
    ArrayNode values = JSON.createArrayNode();
    try {
      new String(body, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> values.add(JSON.readTree(line)));
    } catch (JacksonException e) {
      throw RequestRefusedException.badRequest("the body is no JSON, and no JSON by lines");
    }
    return values;
  }

  /** One object, or an array of them, or one a line; all or none. */
  private List<ProducerRecord<byte[], byte[]>> events(Topic<?, ?> topic, byte[] body) {
    JsonNode json = json(body);
    if (json == null || !(json.isArray() || json.isObject())) {
      throw RequestRefusedException.badRequest("a JSON object is expected, or an array of them");
    }
    if (json.isArray() && json.size() > MOST_RECORDS) {
      throw tooMany();
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (JsonNode one : json.isArray() ? json : List.of(json)) {
      records.add(event(topic, one, records.size()));
    }
    refuseAhead(records);
    return records;
  }

  private static RequestRefusedException tooMany() {
    return new RequestRefusedException(
        413, "more than " + MOST_RECORDS + " lines or events at once; post fewer at once");
  }

  private void refuseAhead(List<ProducerRecord<byte[], byte[]>> records) {
    List<String> ahead = new ArrayList<>();
    for (int number = 0; number < records.size() && ahead.size() < NAMED; number++) {
      int at = number;
      future
          .objection(records.get(number).timestamp())
          .ifPresent(reason -> ahead.add("number " + at + ": " + reason));
    }
    if (!ahead.isEmpty()) {
      throw RequestRefusedException.badRequest("nothing was taken: " + String.join(" ", ahead));
    }
  }

  private ProducerRecord<byte[], byte[]> event(Topic<?, ?> topic, JsonNode json, int number) {
    if (json.size() > MOST_FIELDS) {
      throw RequestRefusedException.badRequest(
          "nothing was taken: number " + number + " has more than " + MOST_FIELDS + " fields");
    }
    byte[] value = JSON.writeValueAsBytes(json);
    try {
      if (topic.equals(Topics.INCIDENT_NOTES)) {
        IncidentNote note = NOTE.read(value);
        byte[] key = note.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic.name(), null, note.time(), key, value);
      }
      InputEvent event = InputEvent.of(topic, value, addresses);
      return new ProducerRecord<>(
          topic.name(), null, event.time(), event.key().getBytes(StandardCharsets.UTF_8), value);
    } catch (ContractException e) {
      throw RequestRefusedException.badRequest(
          "nothing was taken: number "
              + number
              + " is not for "
              + topic.name()
              + ": "
              + e.getMessage());
    }
  }
}
