package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.Reported;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads bodies as services post them: one JSON value, JSON values a line, or a form whose fields
 * may be JSON. A record that cannot be read does not take the others along.
 */
public final class RecordReader {
  /** Without a table of seen names, which strangers could fill; fractions keep their digits. */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int RECORDS_TO_JUDGE_BY = 20;

  private RecordReader() {}

  /** The format of {@code body} by its shape; empty when it has none of {@code formats}. */
  public static Optional<WebhookFormat> formatOf(byte[] body, List<WebhookFormat> formats) {
    for (Part part : parts(body)) {
      if (part.value() == null) {
        continue;
      }
      List<JsonItem> records = part.value().isArray() ? part.value().list() : List.of(part.value());
      for (JsonItem record : records.subList(0, Math.min(records.size(), RECORDS_TO_JUDGE_BY))) {
        Optional<WebhookFormat> format =
            record.isObject()
                ? formats.stream().filter(one -> one.looksLike(record)).findFirst()
                : Optional.empty();
        if (format.isPresent()) {
          return format;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What the records of {@code body} report.
   *
   * @param headers of the request by name in lower case
   */
  public static List<ReadRecord> read(
      WebhookFormat format, byte[] body, Map<String, String> headers) {
    List<Part> parts = parts(body);
    List<ReadRecord> read = new ArrayList<>();
    int next = 0;
    for (Part part : parts) {
      next = Math.max(next, part.line());
      if (part.value() == null) {
        read.add(new ReadRecord.Unreadable(next++, "is no JSON", part.raw()));
        continue;
      }
      List<JsonItem> records;
      try {
        records = format.records(part.value());
      } catch (UnreadableRecord e) {
        read.add(new ReadRecord.Unreadable(next++, e.getMessage(), part.raw()));
        continue;
      }
      boolean isOneRecord = records.size() == 1 && records.get(0) == part.value();
      for (JsonItem record : records) {
        read.add(read(format, record, headers, next++, isOneRecord && parts.size() == 1));
      }
    }
    return read;
  }

  /** {@code isAlone}: of a body that is one record the recipients are counted. */
  private static ReadRecord read(
      WebhookFormat format,
      JsonItem record,
      Map<String, String> headers,
      int index,
      boolean isAlone) {
    try {
      if (!record.isObject()) {
        throw new UnreadableRecord("is no JSON object");
      }
      List<Reported> reported = new ArrayList<>();
      for (Draft draft : format.read(record, headers)) {
        reported.add(draft.build(isAlone ? index + reported.size() : index));
      }
      if (reported.stream().allMatch(RecordReader::concernsNobody)) {
        throw new UnreadableRecord("has no recipient");
      }
      return new ReadRecord.Events(index, List.copyOf(reported), record);
    } catch (UnreadableRecord e) {
      return new ReadRecord.Unreadable(index, e.getMessage(), record.bytes());
    } catch (UnknownRecord e) {
      return new ReadRecord.Unknown(index, e.type(), record.bytes());
    } catch (RuntimeException surprise) {
      // Whatever a service invents, one record must not stop the others, nor the stream.
      String why = "cannot be read: " + surprise.getClass().getSimpleName();
      return new ReadRecord.Unreadable(index, why, record.bytes());
    }
  }

  /** What is known of a message is known of one of its recipients. */
  private static boolean concernsNobody(Reported reported) {
    return reported.recipient().isEmpty()
        && switch (reported.kind()) {
          case SENT, DELIVERED, DEFERRED, BOUNCED, DROPPED -> true;
          default -> false;
        };
  }

  /**
   * A JSON value of a body.
   *
   * @param line that it stands on, from 0
   * @param value null when it is no JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(int line, @Nullable JsonItem value, byte[] raw) {}

  private static List<Part> parts(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String content = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (!beginsAsJson(content)) {
      return List.of(new Part(0, form(content).map(JsonItem::new).orElse(null), body));
    }
    JsonItem whole = json(content);
    if (whole != null) {
      return List.of(new Part(0, whole, body));
    }
    List<Part> lines = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) content.lines()::iterator) {
      if (!line.isBlank()) {
        lines.add(new Part(number, json(line), line.getBytes(StandardCharsets.UTF_8)));
      }
      number++;
    }
    boolean areLines = lines.size() > 1 && lines.stream().anyMatch(part -> part.value() != null);
    return areLines ? lines : oneBehindTheOther(content, body);
  }

  /** Values without anything between them, as Firehose writes them into files. */
  private static List<Part> oneBehindTheOther(String content, byte[] body) {
    List<Part> values = new ArrayList<>();
    try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(content)) {
      while (nodes.hasNextValue()) {
        JsonNode node = nodes.nextValue();
        byte[] raw = node.toString().getBytes(StandardCharsets.UTF_8);
        values.add(new Part(values.size(), new JsonItem(node), raw));
      }
    } catch (JacksonException e) {
      // Where a value begins is not known any more: the body is kept as a whole.
      values.clear();
    }
    return values.isEmpty() ? List.of(new Part(0, null, body)) : values;
  }

  private static boolean beginsAsJson(String content) {
    String begin = content.stripLeading();
    return begin.startsWith("{") || begin.startsWith("[");
  }

  /** Null when it is no JSON. */
  private static @Nullable JsonItem json(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node == null ? null : new JsonItem(node);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A form as an object of its fields. */
  private static Optional<JsonNode> form(String content) {
    Map<String, String> fields = FormFields.of(content);
    return fields.isEmpty() ? Optional.empty() : Optional.of(JSON.valueToTree(fields));
  }
}
