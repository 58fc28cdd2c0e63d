package dev.todoku.pipeline;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.BettingCusum;
import dev.todoku.detect.StreamState;
import dev.todoku.detect.Trial;
import dev.todoku.detect.Verdict;
import dev.todoku.schema.Evidence;
import dev.todoku.tally.Tally;
import dev.todoku.tally.TallyCodec;
import java.util.ArrayList;
import java.util.List;

/** One stream of trials with its detector, the latest refusals, and what was said of it. */
final class DetectorStream {
  private static final int VERSION = 1;
  private static final int SAMPLES = 5;

  private final StreamState detector;
  private final List<Evidence.Sample> samples;
  private long failuresTold;

  private DetectorStream(StreamState detector, List<Evidence.Sample> samples, long failuresTold) {
    this.detector = detector;
    this.samples = samples;
    this.failuresTold = failuresTold;
  }

  static DetectorStream fresh() {
    return new DetectorStream(new StreamState(BettingCusum.EXPLICIT), new ArrayList<>(), 0);
  }

  Verdict trial(Tally tally) {
    if (tally.sample() != null) {
      samples.add(tally.sample());
      if (samples.size() > SAMPLES) {
        samples.remove(0);
      }
    }
    return detector.trial(tally.time(), tally.trial() == Trial.REFUSED);
  }

  Verdict at(long time) {
    return detector.at(time);
  }

  Verdict standing() {
    return detector.standing();
  }

  boolean isAlarmed() {
    return !detector.standing().isNone();
  }

  /** Whether its alarm was told of and has not ended. */
  boolean isTold() {
    return failuresTold > 0;
  }

  void end() {
    failuresTold = 0;
  }

  /** Whether the failures have doubled since they were last told of. */
  boolean hasGrown(Verdict standing) {
    return standing.failures() >= 2 * failuresTold;
  }

  Evidence tell(Verdict verdict) {
    failuresTold = verdict.failures();
    return new Evidence(
        verdict.attempts(),
        verdict.failures(),
        verdict.baseline(),
        verdict.score(),
        BettingCusum.EXPLICIT.threshold(),
        samples);
  }

  byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeBytes(detector.encode())
            .writeVarLong(failuresTold)
            .writeVarLong(samples.size());
    samples.forEach(sample -> TallyCodec.writeSample(out, sample));
    return out.toBytes();
  }

  static DetectorStream decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    StreamState detector = StreamState.decode(BettingCusum.EXPLICIT, in.readBytes());
    long failuresTold = in.readVarLong();
    int count = in.readVarInt();
    List<Evidence.Sample> samples = new ArrayList<>(SAMPLES + 1);
    for (int i = 0; i < count; i++) {
      samples.add(TallyCodec.readSample(in));
    }
    return new DetectorStream(detector, samples, failuresTold);
  }
}
