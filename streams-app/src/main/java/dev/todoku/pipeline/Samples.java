package dev.todoku.pipeline;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Evidence;
import dev.todoku.tally.TallyCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The latest refusals, as many as an alert shows. */
final class Samples {
  private static final int KEPT = 5;

  /** A full order, so that it does not matter in which order they came. */
  private static final Comparator<Evidence.Sample> OLDEST_FIRST =
      Comparator.comparingLong(Evidence.Sample::time)
          .thenComparing(Evidence.Sample::messageId)
          .thenComparing(Evidence.Sample::recipient);

  private Samples() {}

  /** The latest of both, oldest first. */
  static List<Evidence.Sample> with(List<Evidence.Sample> known, List<Evidence.Sample> more) {
    List<Evidence.Sample> all = new ArrayList<>(known);
    all.addAll(more);
    all.sort(OLDEST_FIRST);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  static void writeTo(BinaryWriter out, List<Evidence.Sample> samples) {
    out.writeVarLong(samples.size());
    samples.forEach(sample -> TallyCodec.writeSample(out, sample));
  }

  static List<Evidence.Sample> readFrom(BinaryReader in) {
    int count = in.readVarInt();
    List<Evidence.Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(TallyCodec.readSample(in));
    }
    return List.copyOf(samples);
  }
}
