package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.detect.SampleForm;
import dev.todoku.detect.Samples;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened to a sender's mail in a minute, at all providers or at some.
 *
 * @param sender the From domain
 * @param minute start of the minute, event time
 * @param accepted messages accepted, less those that bounced afterwards
 * @param failed messages bounced or expired
 * @param complaints complaints
 * @param figures what detectors count, by batch and by provider
 * @param samples the latest failures by channel
 * @param returned of what failed, mail that had been accepted and speaks of the sender's lists, by
 *     the hour in which it had been accepted, counted since 1970
 */
public record SenderMinute(
    String sender,
    long minute,
    long accepted,
    long failed,
    long complaints,
    SortedMap<String, SortedMap<String, Figures>> figures,
    Map<FailureType, List<Evidence.Sample>> samples,
    SortedMap<Long, Long> returned) {
  private static final int VERSION = 4;

  /** Since this version it is remembered when returned mail had been accepted. */
  private static final int WITH_RETURNED = 4;

  /** Figures of failures that say nothing of the quality of the sender's lists. */
  public static final Set<Figure> NOT_OF_LISTS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Figure.REFUSALS,
              Figure.PROVEN_UNKNOWN,
              Figure.RETURNED,
              Figure.OWN_DOMAIN_UNKNOWN,
              Figure.UNEXPLAINED,
              Figure.UNAUTHENTICATED_FOR_GOOD));

  private static final EnumCodes<FailureType> CHANNELS = EnumCodes.of(FailureType.class);

  /**
   * All as one; they are of the same sender and minute.
   *
   * @param parts at least one
   */
  public static SenderMinute sum(List<SenderMinute> parts) {
    SortedMap<String, SortedMap<String, Figures>> sum = new TreeMap<>();
    Map<FailureType, List<Evidence.Sample>> latest = new EnumMap<>(FailureType.class);
    SortedMap<Long, Long> returned = new TreeMap<>();
    long accepted = 0;
    long failed = 0;
    long complaints = 0;
    for (SenderMinute part : parts) {
      addTo(sum, part.figures);
      part.samples.forEach((failureType, more) -> latest.merge(failureType, more, Samples::latest));
      part.returned.forEach((hour, count) -> returned.merge(hour, count, Long::sum));
      accepted += part.accepted;
      failed += part.failed;
      complaints += part.complaints;
    }
    SenderMinute any = parts.get(0);
    return new SenderMinute(
        any.sender, any.minute, accepted, failed, complaints, sum, latest, returned);
  }

  private static void addTo(
      SortedMap<String, SortedMap<String, Figures>> sum,
      SortedMap<String, SortedMap<String, Figures>> part) {
    part.forEach(
        (batch, providers) ->
            providers.forEach(
                (provider, figures) ->
                    sum.computeIfAbsent(batch, unused -> new TreeMap<>())
                        .computeIfAbsent(provider, unused -> new Figures())
                        .plus(figures)));
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(sender)
            .writeVarLong(minute)
            .writeSigned(accepted)
            .writeVarLong(failed)
            .writeVarLong(complaints)
            .writeVarLong(figures.size());
    figures.forEach(
        (batch, providers) -> {
          out.writeString(batch).writeVarLong(providers.size());
          providers.forEach((provider, part) -> part.writeTo(out.writeString(provider)));
        });
    out.writeVarLong(samples.size());
    samples.forEach(
        (failureType, latest) ->
            SampleForm.write(out.writeByte(CHANNELS.code(failureType)), latest));
    HourCounts.write(out, returned);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static SenderMinute decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new SenderMinute(
        in.readRequired(),
        in.readVarLong(),
        in.readSigned(),
        in.readVarLong(),
        in.readVarLong(),
        readFigures(in),
        readSamples(in),
        in.version() >= WITH_RETURNED ? HourCounts.read(in) : new TreeMap<>());
  }

  private static SortedMap<String, SortedMap<String, Figures>> readFigures(BinaryReader in) {
    SortedMap<String, SortedMap<String, Figures>> figures = new TreeMap<>();
    for (int batches = in.readVarInt(); batches > 0; batches--) {
      SortedMap<String, Figures> providers = new TreeMap<>();
      figures.put(in.readRequired(), providers);
      for (int left = in.readVarInt(); left > 0; left--) {
        providers.put(in.readRequired(), Figures.readFrom(in));
      }
    }
    return figures;
  }

  private static Map<FailureType, List<Evidence.Sample>> readSamples(BinaryReader in) {
    Map<FailureType, List<Evidence.Sample>> samples = new EnumMap<>(FailureType.class);
    for (int channels = in.readVarInt(); channels > 0; channels--) {
      samples.put(CHANNELS.constant(in.readByte()), SampleForm.read(in));
    }
    return samples;
  }
}
