package dev.todoku.cli.replay;

import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.collect.file.LogNames;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of other servers' logs, keyed by format and host. A line that names no host has that of the
 * line before, at first the log's name, which rotated files have in common; one that names no time
 * has that of the line before, at first that of the first line that names one.
 */
final class ServerLogFormat implements LineFormat {
  private final LogFormat format;
  private final LineParser parser;
  private final CredibleTimes credible;
  private String lastHost;
  private long lastTime;

  private ServerLogFormat(
      LogFormat format, ZoneId zone, String fallbackHost, long reference, CredibleTimes credible) {
    this.credible = credible;
    this.format = format;
    this.parser = format.parser(zone);
    this.lastHost = fallbackHost;
    this.lastTime = reference;
  }

  /** {@code year} of the first line where lines name none, null to find it by the file. */
  static ServerLogFormat of(
      Input input, LogFormat format, @Nullable Integer year, ZoneId zone, CredibleTimes credible) {
    long reference = LogShape.firstReference(input, year, zone);
    String host = LogNames.logOf(input.fileName());
    ServerLogFormat first = new ServerLogFormat(format, zone, host, reference, credible);
    long firstTime =
        input.isStandardInput()
            ? reference
            : LogShape.head(input).stream()
                .map(line -> first.read(line.getBytes(StandardCharsets.UTF_8), "").time())
                .filter(time -> time != reference)
                .findFirst()
                .orElse(reference);
    return new ServerLogFormat(format, zone, host, firstTime, credible);
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    LineResult result =
        parser.parse(new String(line, StandardCharsets.UTF_8), 0, lastTime + LogShape.AHEAD_MS);
    long time = time(result);
    Optional<String> objection = time == 0 ? Optional.empty() : credible.objection(time);
    if (objection.isPresent()) {
      return new ReplayItem.Skipped(lastTime, place, objection.get());
    }
    lastTime = time == 0 ? lastTime : time;
    if (result instanceof LineResult.Read read) {
      lastHost = read.host() == null ? lastHost : read.host();
    }
    byte[] key = (format.name() + '/' + lastHost).getBytes(StandardCharsets.UTF_8);
    return ReplayItem.Entry.of(Topics.RAW_LOGS.name(), key, line, lastTime, place);
  }

  /** 0 when the line names none. */
  private static long time(LineResult result) {
    if (result instanceof LineResult.Read read) {
      return read.time();
    }
    return result instanceof LineResult.Ignored ignored ? ignored.time() : 0;
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public long lastTime() {
    return lastTime;
  }
}
