package dev.todoku.intake.postfix;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lines as JSON, a flat object each, under the field names that rsyslog, Fluent Bit, Vector,
 * Filebeat and journald use. A field that is not known is skipped. An object without a program's
 * name is a shipper's wrapping around a whole syslog line.
 */
final class JsonFraming {
  private final JsonFactory json = new JsonFactory();
  private final LogClock clock;
  private final SyslogFraming syslog;

  JsonFraming(LogClock clock, SyslogFraming syslog) {
    this.clock = clock;
    this.syslog = syslog;
  }

  Framing frame(String line, long reference) {
    Fields fields = new Fields();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
      fields.read(parser);
    } catch (JacksonException broken) {
      return new Framing.Unframed("JSON that does not parse: " + broken.getOriginalMessage());
    }
    if (fields.message == null) {
      return new Framing.Unframed("JSON without a message (msg, message)");
    }
    if (fields.program() == null) {
      return syslog.frame(fields.message, reference);
    }
    if (fields.host == null) {
      return new Framing.Unframed("JSON without a host (host, hostname)");
    }
    String written = fields.time == null ? fields.shippedAt : fields.time;
    if (written == null) {
      return new Framing.Unframed("JSON without a time (ts, time, timestamp, @timestamp)");
    }
    long time = time(written, reference);
    if (time == LogClock.NONE) {
      return new Framing.Unframed("JSON whose time is none since 2001");
    }
    return SyslogFraming.framed(
        time, written.indexOf('.') < 0, fields.host, fields.program(), fields.message.strip());
  }

  private long time(String written, long reference) {
    if (written.isEmpty()) {
      return LogClock.NONE;
    }
    if (!Character.isDigit(written.charAt(0))) {
      return clock.bsd(written, 0, reference);
    }
    if (written.indexOf('-') > 0) {
      return clock.rfc3339(written, 0, written.length());
    }
    try {
      return LogClock.epoch(Double.parseDouble(written));
    } catch (NumberFormatException notANumber) {
      return LogClock.NONE;
    }
  }

  private static final class Fields {
    private String time;
    private String shippedAt;
    private String host;
    private String tag;
    private String name;
    private String message;

    void read(JsonParser parser) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT && field.equals("host")) {
          readHost(parser);
        } else if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          set(field, parser);
        }
      }
    }

    private void readHost(JsonParser parser) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (field.equals("name") || field.equals("hostname")) {
          host = parser.getString();
        }
      }
    }

    private void set(String field, JsonParser parser) {
      switch (field) {
        case "ts", "time", "timestamp", "timereported", "__REALTIME_TIMESTAMP" ->
            time = parser.getString();
        case "@timestamp" -> shippedAt = parser.getString();
        case "host", "hostname", "_HOSTNAME" -> host = parser.getString();
        case "tag", "syslogtag" -> tag = parser.getString();
        case "programname", "program", "prog", "appname", "ident", "SYSLOG_IDENTIFIER" ->
            name = parser.getString();
        case "msg", "message", "MESSAGE" -> message = parser.getString();
        default -> {
          // What else a collector adds says nothing of the mail.
        }
      }
    }

    /** The tag first: rsyslog cuts a program's name at its first slash. */
    String program() {
      String written = tag == null ? name : tag;
      return written == null ? null : written.substring(0, SyslogFraming.programEnd(written, 0));
    }
  }
}
