package dev.todoku.collect.kafka;

import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.wire.SilentSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which sources are silent for longer than is usual, as positions, for whoever answers. */
final class SilenceReport {
  /** Readers look back for a while only. */
  private static final long REPEATED_AFTER_MS = Duration.ofMinutes(5).toMillis();

  private final Map<String, Long> reportedAt = new HashMap<>();

  /**
   * What is to be written now; null as a value where a silence is over.
   *
   * @param now wall clock, milliseconds since 1970
   */
  Map<String, byte[]> changed(List<CollectorSource> sources, long now) {
    Map<String, byte[]> changed = new HashMap<>();
    for (CollectorSource source : sources) {
      SourceStatus status = source.status();
      boolean isSilent = status.silentFor(now) > 0;
      Long reported = reportedAt.get(status.name());
      String key = SilentSource.KEY + status.name();
      if (isSilent && (reported == null || now - reported >= REPEATED_AFTER_MS)) {
        reportedAt.put(status.name(), now);
        changed.put(
            key,
            new SilentSource(status.name(), status.lastTime(), status.usualSilence()).encode());
      } else if (!isSilent && reported != null) {
        reportedAt.remove(status.name());
        changed.put(key, null);
      }
    }
    return changed;
  }
}
