package dev.todoku.cli.collect;

import dev.todoku.cli.base.LogShape;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.log.LogFormat;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Stamps of the log of another server than Postfix, in whose key the format stands before the host.
 * A line that names no host has that of the line before, at first this machine's; one that names no
 * time has that of the line before.
 */
final class ServerLogStamps implements LineStamps {
  private final LogFormat format;
  private final ZoneId zone;
  private final LineParser parser;
  private final long writtenAt;
  private String host;
  private long time;

  private ServerLogStamps(LogFormat format, ZoneId zone, String host, long writtenAt) {
    this.format = format;
    this.zone = zone;
    this.parser = format.parser(zone);
    this.host = host;
    this.writtenAt = writtenAt;
  }

  /** Of logs whose lines name no zone but are of {@code zone}, and no host but {@code host}. */
  static LineStamps.Factory in(LogFormat format, ZoneId zone, String host) {
    return writtenAt -> new ServerLogStamps(format, zone, host, writtenAt);
  }

  @Override
  public EntryType type() {
    return EntryType.SERVER_LOG;
  }

  /** Always there: header lines of CSV go by the key of what they name. */
  @Override
  public Optional<LineStamp> of(byte[] line) {
    LineResult result = parser.parse(text(line), 0, reference());
    if (result instanceof LineResult.Read read && read.host() != null) {
      host = read.host();
    }
    time = timeOf(result).orElse(time);
    return Optional.of(new LineStamp(time == 0 ? writtenAt : time, format.name() + '/' + host));
  }

  /** Lines before the first one with a time have that time, lest they stand ahead of it. */
  @Override
  public void begin(byte[] head) {
    String lines = text(head);
    LineParser first = format.parser(zone);
    lines
        .substring(0, lines.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> timeOf(first.parse(line, 0, reference())))
        .forEach(found -> time = time == 0 ? found.orElse(0L) : time);
    first.header().ifPresent(names -> parser.parse(names, 0, reference()));
  }

  private static Optional<Long> timeOf(LineResult result) {
    long time =
        result instanceof LineResult.Read read
            ? read.time()
            : result instanceof LineResult.Ignored ignored ? ignored.time() : 0;
    return time > 0 ? Optional.of(time) : Optional.empty();
  }

  private long reference() {
    return time == 0 ? LogShape.firstReference(writtenAt) : time + LogShape.AHEAD_MS;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
