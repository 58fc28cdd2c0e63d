package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All that is remembered of one stream: a watch for each channel. Not thread-safe. */
public final class StreamState {
  private static final int VERSION = 3;
  private static final EnumCodes<Channel> CHANNELS = EnumCodes.of(Channel.class);

  /** What explains failures of any kind; the rest explains those of its own kind alone. */
  private static final Set<Cause> OF_ALL_MAIL =
      Collections.unmodifiableSet(
          EnumSet.of(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK, Cause.DNS_LIST, Cause.PROVIDER_OUTAGE));

  private final Map<Channel, Watch> watches = new EnumMap<>(Channel.class);
  private final Volume volume;

  /** A stream without history. */
  public StreamState(Set<Channel> channels) {
    this(new Volume());
    alsoWatch(channels);
  }

  private StreamState(Volume volume) {
    this.volume = volume;
  }

  /**
   * Takes in a minute that is complete.
   *
   * @return the alarms that ended, with where things stood
   */
  public Map<Watch, Verdict> add(long time, StreamMinute minute) {
    volume.add(time, minute.total().get(Figure.ATTEMPTS));
    Map<Watch, Verdict> ended = new LinkedHashMap<>();
    for (Watch watch : watches.values()) {
      Verdict verdict = watch.add(time, minute);
      if (!verdict.isNone()) {
        ended.put(watch, verdict);
      }
    }
    return ended;
  }

  public Collection<Watch> watches() {
    return watches.values();
  }

  /** The watch of {@code channel}, null when this stream has none. */
  public Watch watch(Channel channel) {
    return watches.get(channel);
  }

  /** Watches {@code channels}, too, from now on. */
  public StreamState alsoWatch(Set<Channel> channels) {
    channels.forEach(channel -> watches.computeIfAbsent(channel, Watch::new));
    return this;
  }

  public Volume volume() {
    return volume;
  }

  /** About when the stream last had mail, event time; 0 when it never had. */
  public long lastAt() {
    return volume.lastAt();
  }

  /** Whether an alarm stands in any channel. */
  public boolean isAlarmed() {
    return watches.values().stream().anyMatch(watch -> watch.detector().isAlarmed());
  }

  /** Whether any alarm has been told of and stands. */
  public boolean isTold() {
    return watches.values().stream().anyMatch(Watch::isTold);
  }

  /** Whether it has been told that the stream is refused, or its provider fails. */
  public boolean isToldOfAll() {
    return watches.values().stream()
        .anyMatch(watch -> watch.isTold() && OF_ALL_MAIL.contains(watch.told()));
  }

  /** The binary form, from which {@link #decode} continues identically. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    volume.writeTo(out);
    out.writeVarLong(watches.size());
    watches.forEach(
        (channel, watch) -> {
          out.writeByte(CHANNELS.code(channel));
          watch.writeTo(out);
        });
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static StreamState decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    StreamState state = new StreamState(Volume.readFrom(in));
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      Channel channel = CHANNELS.constant(in.readByte());
      state.watches.put(channel, Watch.readFrom(in, channel));
    }
    return state;
  }
}
