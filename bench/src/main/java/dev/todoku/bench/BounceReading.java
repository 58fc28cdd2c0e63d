package dev.todoku.bench;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.ReplyRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many bounce messages of a folder one core reads and classifies in a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = BounceReading.ONE_CORE)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets it up.
public class BounceReading {
  /** For garbage collection too. */
  static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

  /** 2026-11-01, after all messages. */
  private static final long RECEIVED_AT = 1_793_491_200_000L;

  @Param("bounce/src/main/resources/dev/todoku/samples/bounces")
  String folder;

  private BounceReader reader;
  private List<byte[]> messages;
  private int next;

  @Setup
  public void load() throws IOException {
    reader = new BounceReader(ReplyRules.load());
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      messages =
          files
              .filter(file -> file.toString().endsWith(".eml"))
              .sorted()
              .map(BounceReading::bytes)
              .toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  @Benchmark
  public Reading messages() {
    next = next + 1 < messages.size() ? next + 1 : 0;
    return reader.read(messages.get(next), RECEIVED_AT);
  }
}
