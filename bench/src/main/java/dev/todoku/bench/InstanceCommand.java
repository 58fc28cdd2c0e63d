package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An instance as {@code todoku run} starts it, in a JVM of its own; answers its HTTP port. */
@Command(name = "instance", hidden = true)
final class InstanceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KEY=VALUE")
  Map<String, String> settings = new HashMap<>();

  @Override
  public Integer call() throws Exception {
    BenchOutput terminal = BenchOutput.ofProcess();
    TodokuConfig config = TodokuConfig.load(null, Map.of(), settings);
    try (Instance instance = Instance.start(config, new AsItShips())) {
      terminal.answer(String.valueOf(instance.httpPort().orElseThrow()));
      terminal.awaitEndOfInput();
    }
    return 0;
  }

  private static final class AsItShips implements RunnablePipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      return Application.topology(config);
    }

    @Override
    public KafkaStreams streams(
        TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
      return Application.streams(config, partitions, clock, meters);
    }
  }
}
