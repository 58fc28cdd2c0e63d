package dev.todoku.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Measures one contender, in a JVM of its own. */
@Command(name = "round", hidden = true)
final class RoundCommand implements Callable<Integer> {
  @Mixin Settings settings;

  @Option(names = "--contender", required = true)
  String contender;

  @Option(names = "--open")
  int open;

  @Option(names = "--bootstrap", required = true)
  String bootstrapServers;

  @Option(names = "--broker-pid", required = true)
  long brokerPid;

  @Option(names = "--dir", required = true)
  Path stateDir;

  @Option(names = "--hops")
  String hops;

  @Override
  public Integer call() throws Exception {
    BenchOutput terminal = BenchOutput.ofProcess();
    JsonMapper json = new JsonMapper();
    Contender measured =
        switch (contender) {
          case PlainCopy.NAME -> new PlainCopy(json.readValue(hops, StageRecordCounts.class));
          case StockJoin.NAME -> new StockJoin();
          case SilentResolverPipeline.NAME -> new SilentResolverPipeline();
          default -> new TodokuContender();
        };
    try (Round round = new Round(measured, this, terminal)) {
      terminal.answer(json.writeValueAsString(round.measure()));
    }
    return 0;
  }
}
