package dev.todoku.cli.replay;

import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Lines of other servers' logs, keyed by format and host. A line that names no host has that of the
 * line before, at first the file's name; one that names no time has that of the line before, at
 * first that of the first line that names one.
 */
final class ServerLogFormat implements LineFormat {
  private final LogFormat format;
  private final LineParser parser;
  private String lastHost;
  private long lastTime;

  private ServerLogFormat(LogFormat format, ZoneId zone, String fallbackHost, long reference) {
    this.format = format;
    this.parser = format.parser(zone);
    this.lastHost = fallbackHost;
    this.lastTime = reference;
  }

  /** {@code year} of the first line where lines name none, null to find it by the file. */
  static ServerLogFormat of(Input input, LogFormat format, @Nullable Integer year, ZoneId zone) {
    long reference = LogShape.firstReference(input, year, zone);
    ServerLogFormat first = new ServerLogFormat(format, zone, input.fileName(), reference);
    long firstTime =
        input.isStandardInput()
            ? reference
            : LogShape.head(input).stream()
                .map(line -> first.read(line.getBytes(StandardCharsets.UTF_8), "").time())
                .filter(time -> time != reference)
                .findFirst()
                .orElse(reference);
    return new ServerLogFormat(format, zone, input.fileName(), firstTime);
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    LineResult result =
        parser.parse(new String(line, StandardCharsets.UTF_8), 0, lastTime + LogShape.AHEAD_MS);
    if (result instanceof LineResult.Read read) {
      lastTime = read.time() == 0 ? lastTime : read.time();
      lastHost = read.host() == null ? lastHost : read.host();
    } else if (result instanceof LineResult.Ignored ignored && ignored.time() > 0) {
      lastTime = ignored.time();
    }
    byte[] key = (format.name() + '/' + lastHost).getBytes(StandardCharsets.UTF_8);
    return ReplayItem.Entry.of(Topics.RAW_LOGS.name(), key, line, lastTime, place);
  }

  @Override
  public long lastTime() {
    return lastTime;
  }
}
