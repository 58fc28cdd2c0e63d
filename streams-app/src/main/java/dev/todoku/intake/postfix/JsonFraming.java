package dev.todoku.intake.postfix;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Lines as JSON, an object each, under the field names that rsyslog, Fluent Bit, Fluentd, Vector,
 * Filebeat (ECS), Graylog (GELF), Docker and journald use. A field that is not known is skipped. A
 * message that has a frame of its own is read by that; what it lacks comes from the fields.
 */
final class JsonFraming {
  private final JsonFactory json = new JsonFactory();
  private final LogClock clock;
  private final Framings within;
  private final Predicate<String> programs;

  JsonFraming(LogClock clock, Framings within, Predicate<String> programs) {
    this.programs = programs;
    this.clock = clock;
    this.within = within;
  }

  /**
   * Frames a line.
   *
   * @param outerTime when the frame around it was written, {@link LogClock#NONE} when there is none
   * @param outerHost who wrote that, null when there is none
   */
  Framing frame(String line, long reference, long outerTime, @Nullable String outerHost) {
    Fields fields = new Fields(programs);
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), line)) {
      fields.read(parser);
    } catch (JacksonException broken) {
      return new Framing.Unframed("JSON that does not parse: " + broken.getOriginalMessage());
    }
    if (fields.message == null) {
      return new Framing.Unframed("JSON without a message (msg, message, log)");
    }
    String host = fields.host(outerHost);
    String written = fields.time == null ? fields.shippedAt : fields.time;
    long time = written == null ? outerTime : time(written, reference);
    String program = fields.program();
    if (program == null || !programs.test(program)) {
      Framing inner = within.frame(fields.message.strip(), reference, time, host);
      boolean isKnown = inner instanceof Framing.LogLine framed && programs.test(framed.program());
      if (isKnown || program == null) {
        return inner;
      }
    }
    if (written == null && outerTime == LogClock.NONE) {
      return new Framing.Unframed("JSON without a time (ts, time, timestamp, @timestamp, date)");
    }
    if (time == LogClock.NONE) {
      return new Framing.Unframed("JSON whose time is none since 2001");
    }
    return SyslogFraming.framed(
        time,
        written != null && written.indexOf('.') < 0,
        host == null ? Framing.NO_HOST : host,
        program,
        fields.message.strip());
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
    /** Objects in which collectors put a whole record. */
    private static final Set<String> WRAPPERS =
        Set.of(
            "event",
            "attributes",
            "jsonPayload",
            "body",
            "syslog",
            "log.syslog",
            "result",
            "_source");

    private @Nullable String time;
    private @Nullable String shippedAt;
    private @Nullable String host;
    private @Nullable String source;
    private @Nullable String tag;
    private @Nullable String name;
    private @Nullable String message;

    /** Whether the message is the one that Logstash took out of its frame. */
    private boolean isTakenOut;

    private final Predicate<String> programs;

    Fields(Predicate<String> programs) {
      this.programs = programs;
    }

    void read(JsonParser parser) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          readObject(field, parser);
        } else if (value == JsonToken.START_ARRAY && isMessage(field)) {
          message = bytes(parser);
        } else if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          set(field, parser);
        }
      }
    }

    /** The objects of the Elastic Common Schema and of Kubernetes metadata. */
    private void readObject(String object, JsonParser parser) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          readObject(object + '.' + field, parser);
        } else if (value.isStructStart()) {
          parser.skipChildren();
        } else {
          setWithin(object + '.' + field, parser);
        }
      }
    }

    private void setWithin(String field, JsonParser parser) {
      switch (field) {
        case "host.name", "host.hostname", "resource.host.name" -> host = parser.getString();
        case "process.name" -> name = parser.getString();
        case "body.stringValue" -> message = parser.getString();
        case "event.original", "log.original" ->
            message = message == null ? parser.getString() : message;
        default -> {
          int leaf = field.lastIndexOf('.');
          if (WRAPPERS.contains(field.substring(0, leaf))) {
            set(field.substring(leaf + 1), parser);
          }
          // What else a collector adds says nothing of the mail.
        }
      }
    }

    private void set(String field, JsonParser parser) {
      switch (field) {
        case "ts",
            "time",
            "timestamp",
            "timereported",
            "syslog_timestamp",
            "_time",
            "Timestamp",
            "EventTime",
            "ISODATE",
            "DATE",
            "__REALTIME_TIMESTAMP" ->
            time = parser.getString();
        case "@timestamp",
            "date",
            "TimeGenerated",
            "EventReceivedTime",
            "timeUnixNano",
            "_SOURCE_REALTIME_TIMESTAMP" ->
            shippedAt = parser.getString();
        case "host",
            "hostname",
            "HOST",
            "Hostname",
            "Host",
            "logsource",
            "syslog_hostname",
            "Computer",
            "_HOSTNAME",
            "host.name",
            "host.hostname" ->
            host = parser.getString();
        case "source" -> source = parser.getString();
        case "tag", "syslogtag" -> tag = parser.getString();
        case "programname",
            "program",
            "prog",
            "appname",
            "app_name",
            "app-name",
            "ident",
            "_program",
            "_application_name",
            "application_name",
            "syslog_program",
            "process.name",
            "PROGRAM",
            "SourceName",
            "ProcessName",
            "SYSLOG_IDENTIFIER" ->
            name = parser.getString();
        case "syslog_message" -> {
          message = parser.getString();
          isTakenOut = true;
        }
        case "event" -> message = lineIn(parser.getString());
        case "full_message" -> message = message == null ? parser.getString() : message;
        default -> {
          if (isMessage(field) && !isTakenOut) {
            message = parser.getString();
          }
          // What else a collector adds says nothing of the mail.
        }
      }
    }

    private static boolean isMessage(String field) {
      return switch (field) {
        case "msg",
            "message",
            "Message",
            "MESSAGE",
            "SyslogMessage",
            "_raw",
            "@message",
            "log",
            "line",
            "textPayload",
            "body",
            "short_message" ->
            true;
        default -> false;
      };
    }

    /** A line, as Splunk sends it; in records of other kinds the field names what happened. */
    private @Nullable String lineIn(String event) {
      return event.indexOf(' ') > 0 && !isTakenOut ? event : message;
    }

    /** journald writes a message that is no UTF-8 as an array of its bytes. */
    private static String bytes(JsonParser parser) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken().isStructStart()) {
          parser.skipChildren();
        } else {
          bytes.write(parser.getValueAsInt());
        }
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The host; of a record that has none, what Graylog calls its source, which may be a file. */
    @Nullable String host(@Nullable String outer) {
      if (host != null || outer != null) {
        return host == null ? outer : host;
      }
      boolean isHost =
          source != null
              && source.indexOf('/') < 0
              && !source.startsWith("std")
              && PrefixTokens.isHost(source);
      return isHost ? source : null;
    }

    /** The tag first: rsyslog cuts a program's name at its first slash. */
    @Nullable String program() {
      String written = tag == null || !isTag(tag) ? name : tag;
      return written == null ? null : written.substring(0, SyslogFraming.programEnd(written, 0));
    }

    /** A tag of Fluentd names a stream ("mail.info"), where a program is named beside it. */
    private boolean isTag(String written) {
      return name == null
          || programs.test(written.substring(0, SyslogFraming.programEnd(written, 0)));
    }
  }
}
