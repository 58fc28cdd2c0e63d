package dev.todoku.cli.collect;

import dev.todoku.cli.replay.BsdYears;
import dev.todoku.cli.replay.LogStamp;
import dev.todoku.cli.replay.LogStamps;
import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the stamps of log lines as a replay does. */
final class SyslogStamps implements LineStamps {
  /** No time and host name are longer together. */
  private static final int LONGEST = 512;

  private static final long MICROS = 1_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LogStamps stamps;

  private SyslogStamps(LogStamps stamps) {
    this.stamps = stamps;
  }

  /** Of logs whose lines name no zone but are of {@code zone}. */
  static LineStamps.Factory in(ZoneId zone) {
    return writtenAt -> new SyslogStamps(new LogStamps(BsdYears.before(writtenAt, zone)));
  }

  @Override
  public Optional<LineStamp> of(byte[] line) {
    boolean isJson = line.length > 0 && line[0] == '{';
    int length = isJson ? line.length : Math.min(line.length, LONGEST);
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    Optional<LineStamp> stamp =
        stamps.of(text).map(found -> new LineStamp(found.time(), found.host()));
    return stamp.isEmpty() && isJson ? ofFields(text) : stamp;
  }

  /** The journal's, which has its time as a number, and Docker's, which names no host. */
  private Optional<LineStamp> ofFields(String text) {
    try {
      JsonNode object = JSON.readTree(text);
      String host = object.path("_HOSTNAME").asString(null);
      String micros = object.path("__REALTIME_TIMESTAMP").asString("");
      if (!micros.isEmpty()) {
        return Optional.of(new LineStamp(Long.parseLong(micros) / MICROS, host));
      }
      Optional<LogStamp> within = stamps.of(object.path("log").asString(""));
      return within.isPresent()
          ? within.map(found -> new LineStamp(found.time(), found.host()))
          : stamps
              .of(object.path("time").asString("") + " - ")
              .map(found -> new LineStamp(found.time(), host));
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
