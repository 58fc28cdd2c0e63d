package dev.todoku.intake.stalwart;

import static dev.todoku.intake.log.JsonRecords.text;
import static dev.todoku.intake.log.JsonRecords.texts;

import dev.todoku.intake.log.JsonLineParser;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code {"events": [{"id", "createdAt", "type", "data": {…}}]}}, or one such event a line. */
final class StalwartEventParser extends JsonLineParser {
  private final Times times;

  StalwartEventParser(ZoneId zone) {
    super("stalwart");
    times = new Times(new LogClock(zone));
  }

  @Override
  protected List<JsonNode> unwrapped(JsonNode object) {
    JsonNode events = object.path("events");
    if (!events.isArray()) {
      return List.of(object);
    }
    List<JsonNode> all = new ArrayList<>(events.size());
    events.forEach(all::add);
    return all;
  }

  @Override
  protected long timeOf(JsonNode event) {
    return times.of(event.get("createdAt"));
  }

  @Override
  protected List<LogEntry> entries(JsonNode event, int index) {
    JsonNode data = event.path("data");
    Map<String, String> fields = new HashMap<>();
    data.properties()
        .forEach(
            field -> {
              if (!field.getValue().isContainer() && !field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().asString());
              }
            });
    LogEntry entry =
        new StalwartEvent(
                event.path("type").asString(""),
                text(event, "id"),
                timeOf(event),
                texts(data.get("to")),
                fields)
            .entry(index);
    return entry == null ? List.of() : List.of(entry);
  }
}
