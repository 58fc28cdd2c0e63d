package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.FailureType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trials at one provider, whoever sent: what a stream under suspicion is compared with. The latest
 * hours are remembered by the minute, as long as an alarm lasts by ten minutes. Not thread-safe.
 *
 * <p>It is stored by the hour: an entry of its own for each minute would need a before-image for
 * each, and five hundred entries to be read back.
 */
public final class RecentTrials {
  private static final int VERSION = 1;
  private static final long MINUTE_MS = 60_000;
  private static final int MINUTES_AN_HOUR = 60;
  private static final int SLOTS_AN_HOUR = 6;
  private static final String MINUTES = "m";
  private static final String SLOTS = "s";

  private static final List<FailureType> CHANNELS =
      List.of(FailureType.REFUSALS, FailureType.MASKED_REFUSALS);

  private final Ring minutes = new Ring(MINUTE_MS, 240, CHANNELS.size());
  private final Ring slots = new Ring(10 * MINUTE_MS, 300, CHANNELS.size());

  /**
   * Counts a minute's figures.
   *
   * @return what has changed, by name, in a binary form that {@link #read} takes
   */
  public Map<String, byte[]> add(long time, Figures figures) {
    for (int i = 0; i < CHANNELS.size(); i++) {
      Counting counting = Counting.of(CHANNELS.get(i));
      minutes.add(time, i, counting.trials(figures), counting.failures(figures));
      slots.add(time, i, counting.trials(figures), counting.failures(figures));
    }
    Map<String, byte[]> changed = new TreeMap<>();
    int hour = minutes.block(time, MINUTES_AN_HOUR);
    changed.put(MINUTES + hour, written(minutes, hour, MINUTES_AN_HOUR));
    hour = slots.block(time, SLOTS_AN_HOUR);
    changed.put(SLOTS + hour, written(slots, hour, SLOTS_AN_HOUR));
    return changed;
  }

  /** Takes back what {@link #add} returned under {@code name}. */
  public void read(String name, byte[] bytes) {
    Ring ring = name.startsWith(MINUTES) ? minutes : slots;
    ring.readFrom(new BinaryReader(bytes, VERSION));
  }

  /** What was counted since {@code onset}; NONE of channels that nothing is compared in. */
  Share since(FailureType failureType, long onset, long now) {
    int index = CHANNELS.indexOf(failureType);
    if (index < 0) {
      return Share.NONE;
    }
    return (minutes.reaches(onset, now) ? minutes : slots).since(onset, index);
  }

  private static byte[] written(Ring ring, int hour, int size) {
    BinaryWriter out = new BinaryWriter(VERSION);
    ring.writeTo(out, hour, size);
    return out.toBytes();
  }
}
