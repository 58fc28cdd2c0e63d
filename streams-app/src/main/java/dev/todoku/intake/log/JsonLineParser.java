package dev.todoku.intake.log;

import dev.todoku.intake.sender.json.UnreadableRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What parsers of JSON lines have in common: each object of a line is a record of its own. */
public abstract class JsonLineParser implements LineParser {
  private final String program;

  protected JsonLineParser(String program) {
    this.program = program;
  }

  @Override
  public final LineResult parse(String line, int index, long reference) {
    if (line.isBlank()) {
      return new LineResult.Ignored(0, program);
    }
    List<LogEntry> entries = new ArrayList<>();
    long latest = 0;
    String host = null;
    try {
      for (JsonNode record : JsonRecords.of(line)) {
        if (!record.isObject()) {
          return new LineResult.Unreadable("JSON that is no object");
        }
        for (JsonNode one : unwrapped(record)) {
          latest = Math.max(latest, timeOf(one));
          host = host == null ? hostOf(one) : host;
          entries.addAll(entries(one, index));
        }
      }
    } catch (UnreadableRecord e) {
      return new LineResult.Unreadable("a record that " + e.getMessage());
    } catch (JacksonException e) {
      return new LineResult.Unreadable("JSON that does not parse: " + e.getOriginalMessage());
    }
    if (RequiredRecipient.isMissing(entries)) {
      return new LineResult.Unreadable(RequiredRecipient.REASON);
    }
    return entries.isEmpty()
        ? new LineResult.Ignored(latest, program)
        : new LineResult.Read(latest, host, program, entries);
  }

  /** The records within an object that is only a wrapping. */
  protected List<JsonNode> unwrapped(JsonNode object) {
    return List.of(object);
  }

  /** When the record was written, milliseconds since 1970; 0 where it does not say. */
  protected abstract long timeOf(JsonNode record);

  /** Who wrote it, null where it does not say. */
  protected @Nullable String hostOf(JsonNode record) {
    return null;
  }

  /**
   * What it states; nothing for records that concern no message's fate.
   *
   * @throws UnreadableRecord when it lacks what it cannot be without; the message goes on from "it"
   */
  protected abstract List<LogEntry> entries(JsonNode record, int index);
}
