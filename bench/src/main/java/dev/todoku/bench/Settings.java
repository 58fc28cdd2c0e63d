package dev.todoku.bench;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every round is measured with. */
final class Settings {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Messages of the measured workload (default: ${DEFAULT-VALUE}).")
  int messages;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "250000",
      description =
          "Messages that go through every contender before it is measured, so that the JVM has"
              + " compiled what matters (default: ${DEFAULT-VALUE}).")
  int warmUp;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of every topic (default: ${DEFAULT-VALUE}).")
  int partitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Stream threads of every contender (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku, for all contenders; may be repeated.")
  Map<String, String> overrides = new HashMap<>();
}
