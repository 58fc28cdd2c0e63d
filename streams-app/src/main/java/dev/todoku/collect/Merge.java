package dev.todoku.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes from several sources in the order of time: a bounce that came days after its send is given
 * after it, though they stand in different places.
 *
 * <p>Not thread-safe.
 */
public final class Merge {
  private final List<CollectorSource> sources;
  private final Duration keep;
  private final Duration ahead;

  /**
   * Over sources that are not closed with this.
   *
   * @param keep how far back what is kept goes; older entries would be deleted as they are written
   * @param ahead how far ahead of the clock an entry may be
   */
  public Merge(List<CollectorSource> sources, Duration keep, Duration ahead) {
    this.sources = List.copyOf(sources);
    this.keep = keep;
    this.ahead = ahead;
  }

  /**
   * The next entries, none when there are none now.
   *
   * @param most number of entries
   * @param mostBytes no further entry is taken when they are exceeded
   * @param now wall clock, milliseconds since 1970
   */
  public List<CollectedEntry> take(int most, long mostBytes, long now) {
    List<CollectedEntry> taken = new ArrayList<>();
    long bytes = 0;
    sources.forEach(source -> poll(source, now));
    // Entries that are left out cost time, too.
    for (int looked = 0; looked < most && bytes < mostBytes; looked++) {
      CollectorSource earliest = earliest();
      if (earliest == null) {
        break;
      }
      CollectedEntry entry = next(earliest, now);
      if (entry != null) {
        taken.add(entry);
        bytes += entry.value().length;
      }
      poll(earliest, now);
    }
    return taken;
  }

  /**
   * Event time before which everything has been taken, as far as the sources know.
   *
   * @param lateness how late a line may stand in its log after what it says
   */
  public long reached(Duration lateness) {
    long reached = Long.MAX_VALUE;
    for (CollectorSource source : sources) {
      long next = source.nextTime();
      long upTo = next == CollectorSource.NOTHING ? source.readUntil() - lateness.toMillis() : next;
      reached = Math.min(reached, Math.max(0, upTo));
    }
    return sources.isEmpty() ? 0 : reached;
  }

  /** Whether there is nothing to take. */
  public boolean isAtEnd() {
    return earliest() == null;
  }

  /** Positions that have changed since this was asked last. */
  public Map<String, byte[]> changedPositions() {
    Map<String, byte[]> all = new HashMap<>();
    sources.forEach(source -> all.putAll(source.changedPositions()));
    return all;
  }

  private @Nullable CollectedEntry next(CollectorSource source, long now) {
    try {
      CollectedEntry entry = source.take();
      if (entry == null) {
        return null;
      }
      if (entry.time() < now - keep.toMillis()) {
        source.status().onTooOld();
        return null;
      }
      if (entry.time() > now + ahead.toMillis()) {
        source.status().onFuture();
        return null;
      }
      source.status().onEntry(entry.time(), now);
      return entry;
    } catch (IOException e) {
      source.status().problem(describe(e));
      return null;
    }
  }

  private static void poll(CollectorSource source, long now) {
    if (source.nextTime() != CollectorSource.NOTHING) {
      return;
    }
    try {
      source.poll(now);
      source.status().problem(null);
    } catch (IOException e) {
      source.status().problem(describe(e));
    }
  }

  private static String describe(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private @Nullable CollectorSource earliest() {
    CollectorSource earliest = null;
    for (CollectorSource source : sources) {
      long time = source.nextTime();
      if (time != CollectorSource.NOTHING && (earliest == null || time < earliest.nextTime())) {
        earliest = source;
      }
    }
    return earliest;
  }
}
