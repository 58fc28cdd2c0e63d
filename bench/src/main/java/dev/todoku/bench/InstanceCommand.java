package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.Pipeline;
import dev.todoku.config.TodokuConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An instance as {@code todoku run} starts it, in a JVM of its own; answers its HTTP port. */
@Command(name = "instance", hidden = true)
final class InstanceCommand implements Callable<Integer> {
  @Parameters List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.ofProcess();
    try (Instance instance = Instance.start(config(settings), new AsItShips())) {
      terminal.answer(String.valueOf(instance.httpPort().orElseThrow()));
      terminal.awaitEndOfInput();
    }
    return 0;
  }

  /** Of {@code KEY=VALUE}. */
  static TodokuConfig config(List<String> settings) {
    Map<String, String> values = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      values.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return TodokuConfig.load(null, Map.of(), values);
  }

  private static final class AsItShips implements Pipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      return Application.topology(config);
    }

    @Override
    public KafkaStreams streams(TodokuConfig config, int partitions, MeterRegistry meters) {
      return Application.streams(config, partitions, meters);
    }
  }
}
