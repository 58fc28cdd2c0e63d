package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.Figures;
import dev.todoku.detect.SampleForm;
import dev.todoku.detect.Samples;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 */
public record SenderMinute(
    String sender,
    long minute,
    long accepted,
    long failed,
    long complaints,
    SortedMap<String, SortedMap<String, Figures>> figures,
    Map<FailureType, List<Evidence.Sample>> samples) {
  private static final int VERSION = 3;
  private static final EnumCodes<FailureType> CHANNELS = EnumCodes.of(FailureType.class);

  /**
   * All as one; they are of the same sender and minute.
   *
   * @param parts at least one
   */
  public static SenderMinute sum(List<SenderMinute> parts) {
    SortedMap<String, SortedMap<String, Figures>> sum = new TreeMap<>();
    Map<FailureType, List<Evidence.Sample>> latest = new EnumMap<>(FailureType.class);
    long accepted = 0;
    long failed = 0;
    long complaints = 0;
    for (SenderMinute part : parts) {
      addTo(sum, part.figures);
      part.samples.forEach((failureType, more) -> latest.merge(failureType, more, Samples::latest));
      accepted += part.accepted;
      failed += part.failed;
      complaints += part.complaints;
    }
    SenderMinute any = parts.get(0);
    return new SenderMinute(any.sender, any.minute, accepted, failed, complaints, sum, latest);
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
        readSamples(in));
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
