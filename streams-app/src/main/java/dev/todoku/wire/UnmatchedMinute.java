package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.SampleForm;
import dev.todoku.detect.Samples;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import java.util.List;

/**
 * What of a minute found its other half, and what did not. Minutes add up in any order.
 *
 * @param kind what is counted
 * @param about a sending server or a From domain; all where neither is known
 * @param minute start of the minute, event time
 * @param due start of the minute when the other halves are there or do not come
 * @param all how many there were
 * @param paired those of them whose other half came in time
 * @param late other halves that came in the minute {@code due} for earlier minutes
 * @param samples the latest without another half, as far as they are known
 */
public record UnmatchedMinute(
    Kind kind,
    Scope about,
    long minute,
    long due,
    int all,
    int paired,
    int late,
    List<Evidence.Sample> samples) {
  /** A queue that moves makes its first attempt within seconds. */
  public static final long FIRST_ATTEMPT_WITHIN_MS = 10 * 60_000;

  private static final int VERSION = 3;
  private static final char SEPARATOR = '|';
  private static final EnumCodes<Kind> KINDS = EnumCodes.of(Kind.class);

  /** What is counted. */
  public enum Kind {
    /** Sends, paired with the first attempt. */
    SENDS,
    /** Bounce messages, paired with the send. */
    BOUNCES
  }

  /** The key under which minutes of the same kind and subject are watched. */
  public String monitorKey() {
    return Integer.toString(KINDS.code(kind)) + SEPARATOR + ScopeKey.of(about) + SEPARATOR;
  }

  /** The kind in a {@link #monitorKey}. */
  public static Kind kindOf(String monitorKey) {
    return KINDS.constant(Integer.parseInt(monitorKey.substring(0, monitorKey.indexOf(SEPARATOR))));
  }

  /** The subject in a {@link #monitorKey}. */
  public static Scope aboutOf(String monitorKey) {
    int end = monitorKey.indexOf(SEPARATOR);
    return ScopeKey.parse(monitorKey.substring(end + 1, monitorKey.length() - 1));
  }

  /** Both as one; they are of the same kind, about the same and due in the same minute. */
  public UnmatchedMinute plus(UnmatchedMinute other) {
    return new UnmatchedMinute(
        kind,
        about,
        minute,
        due,
        all + other.all,
        paired + other.paired,
        late + other.late,
        Samples.latest(samples, other.samples));
  }

  /** What takes this back. */
  public UnmatchedMinute back() {
    return new UnmatchedMinute(kind, about, minute, due, -all, -paired, -late, List.of());
  }

  /** How many have no other half. What was counted only by its other half does not make up. */
  public int unmatched() {
    return Math.max(0, all - paired);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeByte(KINDS.code(kind))
            .writeString(about.sourceIp())
            .writeString(about.fromDomain())
            .writeVarLong(minute)
            .writeVarLong(due)
            .writeSigned(all)
            .writeSigned(paired)
            .writeSigned(late);
    SampleForm.write(out, samples);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static UnmatchedMinute decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new UnmatchedMinute(
        KINDS.constant(in.readByte()),
        new Scope(null, in.readString(), in.readString()),
        in.readVarLong(),
        in.readVarLong(),
        (int) in.readSigned(),
        (int) in.readSigned(),
        (int) in.readSigned(),
        SampleForm.read(in));
  }
}
