package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Channel;
import java.util.EnumMap;
import java.util.Map;

/**
 * Trials at one provider, whoever sent: what a stream under suspicion is compared with. The latest
 * hours are remembered by the minute, as long as an alarm lasts by ten minutes. Not thread-safe.
 */
public final class Recent {
  private static final int VERSION = 1;
  private static final long MINUTE_MS = 60_000;

  private record Rings(Ring minutes, Ring slots) {
    Rings() {
      this(new Ring(MINUTE_MS, 240), new Ring(10 * MINUTE_MS, 300));
    }
  }

  private final Map<Channel, Rings> rings = new EnumMap<>(Channel.class);

  /** Nothing yet. */
  public Recent() {
    rings.put(Channel.REFUSALS, new Rings());
    rings.put(Channel.MASKED_REFUSALS, new Rings());
  }

  /** Counts a minute's figures. */
  public void add(long time, Figures figures) {
    rings.forEach(
        (channel, ring) -> {
          Counting counting = Counting.of(channel);
          ring.minutes().add(time, counting.trials(figures), counting.failures(figures));
          ring.slots().add(time, counting.trials(figures), counting.failures(figures));
        });
  }

  /** What was counted since {@code onset}; NONE of other channels. */
  Share since(Channel channel, long onset, long now) {
    Rings ring = rings.get(channel);
    if (ring == null) {
      return Share.NONE;
    }
    return (ring.minutes().reaches(onset, now) ? ring.minutes() : ring.slots()).since(onset);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    rings
        .values()
        .forEach(
            ring -> {
              ring.minutes().writeTo(out);
              ring.slots().writeTo(out);
            });
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static Recent decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    Recent recent = new Recent();
    recent
        .rings
        .values()
        .forEach(
            ring -> {
              ring.minutes().readFrom(in);
              ring.slots().readFrom(in);
            });
    return recent;
  }
}
