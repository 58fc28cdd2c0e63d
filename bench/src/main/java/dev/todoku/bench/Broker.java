package dev.todoku.bench;

import dev.todoku.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The embedded broker in a JVM of its own, so that its work can be distinguished from its clients'.
 */
final class Broker implements AutoCloseable {
  private final JavaProcess process;
  private final String bootstrapServers;

  private Broker(JavaProcess process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker with no data. */
  static Broker start(Path dir) throws IOException {
    JavaProcess process = JavaProcess.start("broker", dir.toString());
    return new Broker(process, process.readAnswer());
  }

  /** What the broker's JVM does: serve until its input ends. */
  static void serve(Path dir, BenchOutput terminal) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      terminal.answer(kafka.bootstrapServers());
      terminal.awaitEndOfInput();
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops it where it stands. */
  void freeze() throws IOException {
    process.freeze();
  }

  /** Lets it go on. */
  void thaw() throws IOException {
    process.thaw();
  }

  long pid() {
    return process.pid();
  }

  /** CPU time that process {@code pid} has used. */
  static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
