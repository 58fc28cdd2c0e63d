package dev.todoku.cli.replay;

import dev.todoku.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of Postfix logs, keyed by the host that wrote them. A line that names no time or host has
 * those of the line before.
 */
final class PostfixLineFormat implements LineFormat {
  /** No time and host name are longer together. */
  private static final int STAMP = 512;

  private final LogStamps stamps;
  private String lastHost;
  private long lastTime;

  /**
   * @param fallbackHost host of lines before the first that names one
   * @param fallbackTime time of those lines
   */
  PostfixLineFormat(LogStamps stamps, String fallbackHost, long fallbackTime) {
    this.stamps = stamps;
    lastHost = fallbackHost;
    lastTime = fallbackTime;
  }

  @Override
  public ReplayItem read(byte[] line, String place) {
    int length = line.length > 0 && line[0] == '{' ? line.length : Math.min(line.length, STAMP);
    Optional<LogStamp> stamp = stamps.of(new String(line, 0, length, StandardCharsets.UTF_8));
    stamp.ifPresent(
        found -> {
          lastHost = found.host();
          lastTime = found.time();
        });
    return ReplayItem.Entry.of(
        Topics.RAW_POSTFIX.name(),
        lastHost.getBytes(StandardCharsets.UTF_8),
        line,
        lastTime,
        place);
  }

  @Override
  public long lastTime() {
    return lastTime;
  }
}
