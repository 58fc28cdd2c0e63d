package dev.todoku.bench;

import dev.todoku.detect.Attempt;
import dev.todoku.detect.BettingCusum;
import dev.todoku.detect.Detector;
import dev.todoku.detect.Figures;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many trials one core judges in a second: mail of one stream, ten messages a minute, of which
 * one in a hundred is refused, for ever.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = BounceReading.ONE_CORE)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets it up.
public class DetectorTrials {
  private static final int TRIALS = 10_000;
  private static final int A_MINUTE = 10;
  private static final long MINUTE_MS = 60_000;
  private static final long SEED = 7;

  private static final Attempt PASSED =
      new Attempt(Status.DELIVERED, Reason.DELIVERED, null, Attempt.Contact.PROVEN, false);
  private static final Attempt REFUSED =
      new Attempt(
          Status.BOUNCED,
          Reason.BLOCKED,
          new SmtpReply(550, "5.7.1", "550 5.7.1 refused", "RCPT TO"),
          Attempt.Contact.PROVEN,
          false);

  private boolean[] refused;
  private Detector detector;
  private StreamState stream;
  private long detectorMinute;
  private long streamMinute;

  @Setup
  public void begin() {
    Random random = new Random(SEED);
    refused = new boolean[TRIALS];
    for (int i = 0; i < TRIALS; i++) {
      refused[i] = random.nextInt(100) == 0;
    }
    detector = new Detector(BettingCusum.EXPLICIT);
    stream =
        new StreamState(
            EnumSet.of(
                FailureType.REFUSALS, FailureType.MASKED_REFUSALS, FailureType.RETURNED_MAIL));
  }

  /** The detector alone, which is given each trial by itself. */
  @Benchmark
  @OperationsPerInvocation(TRIALS)
  public Detector oneByOne() {
    for (int i = 0; i < TRIALS; i++) {
      if (i % A_MINUTE == 0) {
        detectorMinute++;
      }
      detector.add(detectorMinute * MINUTE_MS, 1, refused[i] ? 1 : 0);
    }
    return detector;
  }

  /** From the reply to the verdict: what it counts as, added up by the minute, in all channels. */
  @Benchmark
  @OperationsPerInvocation(TRIALS)
  public StreamState byTheMinute() {
    for (int from = 0; from < TRIALS; from += A_MINUTE) {
      Figures figures = new Figures();
      for (int i = from; i < from + A_MINUTE; i++) {
        figures.plus((refused[i] ? REFUSED : PASSED).figures());
      }
      StreamMinute minute = new StreamMinute();
      minute.add("shop.example", figures, Map.of("campaign=spring", figures), Map.of());
      stream.add(++streamMinute * MINUTE_MS, minute);
    }
    return stream;
  }
}
