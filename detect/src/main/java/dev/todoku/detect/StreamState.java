package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is remembered of one stream: a watch for each channel. Not thread-safe. */
public final class StreamState {
  private static final int VERSION = 9;

  /** Since this version returned mail is remembered by the hour in which it had been accepted. */
  static final int WITH_COHORTS = 4;

  /** Since this version failures are remembered by the recipient's domain, and unexplained ones. */
  static final int WITH_DOMAINS = 5;

  /** Since this version it is remembered how often words accuse the sender. */
  static final int WITH_WORDS = 6;

  /** Since this version an hour of which nothing has come back takes no byte for that. */
  static final int WITH_SPARSE_COHORTS = 8;

  /** Since this version mail to proven recipients is counted beside the failures. */
  static final int WITH_PROVEN = 9;

  /** Since this version a bet that is behind takes no byte. */
  static final int WITH_SPARSE_SCORES = 9;

  private static final EnumCodes<FailureType> CHANNELS = EnumCodes.of(FailureType.class);

  /** What explains failures of any kind; the rest explains those of its own kind alone. */
  private static final Set<Cause> OF_ALL_MAIL =
      Collections.unmodifiableSet(
          EnumSet.of(
              Cause.IP_BLOCK,
              Cause.DOMAIN_BLOCK,
              Cause.DNS_LIST,
              Cause.PROVIDER_OUTAGE,
              Cause.OUTBOUND_DOWN));

  private final Map<FailureType, ChannelMonitor> watches = new EnumMap<>(FailureType.class);
  private final Volume volume;

  /** A stream without history. */
  public StreamState(Set<FailureType> channels) {
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
  public Map<ChannelMonitor, AlarmChange> add(long time, StreamMinute minute) {
    volume.add(time, minute.total().get(Figure.ATTEMPTS));
    Map<ChannelMonitor, AlarmChange> ended = new LinkedHashMap<>();
    for (ChannelMonitor monitor : watches.values()) {
      AlarmChange change = monitor.add(time, minute);
      if (!change.isNone()) {
        ended.put(monitor, change);
      }
    }
    return ended;
  }

  public Collection<ChannelMonitor> watches() {
    return watches.values();
  }

  /** The watch of {@code channel}, null when this stream has none. */
  public @Nullable ChannelMonitor watch(FailureType failureType) {
    return watches.get(failureType);
  }

  /** Watches {@code channels}, too, from now on. */
  public StreamState alsoWatch(Set<FailureType> channels) {
    channels.forEach(failureType -> watches.computeIfAbsent(failureType, ChannelMonitor::new));
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
    return watches.values().stream().anyMatch(monitor -> monitor.detector().isAlarmed());
  }

  /** Whether an alarm stands that has not been reported. */
  public boolean isUnreported() {
    return watches.values().stream()
        .anyMatch(monitor -> monitor.detector().isAlarmed() && !monitor.isReported());
  }

  /** Whether any alarm has been reported and stands. */
  public boolean isReported() {
    return watches.values().stream().anyMatch(ChannelMonitor::isReported);
  }

  /** Whether it has been reported that the stream is refused, or its provider fails. */
  public boolean isFailureReported() {
    return watches.values().stream()
        .anyMatch(monitor -> monitor.isReported() && OF_ALL_MAIL.contains(monitor.reportedCause()));
  }

  /** The binary form, from which {@link #decode} continues identically. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    volume.writeTo(out);
    out.writeVarLong(watches.size());
    watches.forEach(
        (failureType, monitor) -> {
          out.writeByte(CHANNELS.code(failureType));
          monitor.writeTo(out);
        });
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static StreamState decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    StreamState state = new StreamState(Volume.readFrom(in));
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      FailureType failureType = CHANNELS.constant(in.readByte());
      state.watches.put(failureType, ChannelMonitor.readFrom(in, failureType));
    }
    return state;
  }
}
