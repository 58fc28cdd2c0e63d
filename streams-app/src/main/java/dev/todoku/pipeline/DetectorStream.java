package dev.todoku.pipeline;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.BettingCusum;
import dev.todoku.detect.StreamState;
import dev.todoku.detect.Verdict;
import dev.todoku.schema.Evidence;
import java.util.List;

/** One stream of trials with its detector, the latest refusals, and what was said of it. */
final class DetectorStream {
  private static final int VERSION = 1;

  private final StreamState detector;
  private List<Evidence.Sample> samples;
  private long failuresTold;

  private DetectorStream(StreamState detector, List<Evidence.Sample> samples, long failuresTold) {
    this.detector = detector;
    this.samples = samples;
    this.failuresTold = failuresTold;
  }

  static DetectorStream fresh() {
    return new DetectorStream(new StreamState(BettingCusum.EXPLICIT), List.of(), 0);
  }

  /** Takes in a minute that is over; returns the verdict if an alarm ends with it, else NONE. */
  Verdict add(long minute, int attempts, int refusals, List<Evidence.Sample> refused) {
    samples = Samples.with(samples, refused);
    Verdict before = detector.add(minute, attempts, refusals);
    Verdict after = detector.at(minute + OpenMinutes.MINUTE_MS);
    Verdict last = after.isNone() ? before : after;
    return last.kind() == Verdict.Kind.CLEARED ? last : Verdict.NONE;
  }

  /** When its alarm ends by itself, {@link Long#MAX_VALUE} without an alarm. */
  long overdueAt() {
    return detector.overdueAt();
  }

  /** Ends an alarm that has lasted too long by {@code time}. */
  Verdict at(long time) {
    return detector.at(time);
  }

  Verdict standing() {
    return detector.standing();
  }

  boolean isAlarmed() {
    return detector.isAlarmed();
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
        new BinaryWriter(VERSION).writeBytes(detector.encode()).writeVarLong(failuresTold);
    Samples.writeTo(out, samples);
    return out.toBytes();
  }

  static DetectorStream decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    StreamState detector = StreamState.decode(BettingCusum.EXPLICIT, in.readBytes());
    long failuresTold = in.readVarLong();
    return new DetectorStream(detector, Samples.readFrom(in), failuresTold);
  }
}
