package dev.todoku.readmodel;

import dev.todoku.wire.SilentSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sources of collectors that are silent for longer than is usual for them. */
public final class SilenceView {
  /** Collectors repeat it every five minutes; one that has stopped says nothing of its sources. */
  private static final long VALID_MS = Duration.ofMinutes(12).toMillis();

  private record Said(SilentSource source, long at) {}

  private final Map<String, Said> byKey = new ConcurrentHashMap<>();

  /**
   * Takes the place of what the same collector said of the source before.
   *
   * @param key collector and source
   * @param at when it was said, milliseconds since 1970
   */
  void add(String key, SilentSource source, long at) {
    byKey.put(key, new Said(source, at));
  }

  /** The silence is over. */
  void remove(String key) {
    byKey.remove(key);
  }

  /**
   * Those that are silent, the longest first.
   *
   * @param now wall clock, milliseconds since 1970
   */
  public List<SilentSource> all(long now) {
    return byKey.values().stream()
        .filter(said -> now - said.at() <= VALID_MS)
        .map(Said::source)
        .sorted(Comparator.comparingLong(SilentSource::since).thenComparing(SilentSource::name))
        .toList();
  }
}
