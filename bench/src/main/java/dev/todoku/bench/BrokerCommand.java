package dev.todoku.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A broker in a JVM of its own. */
@Command(name = "broker", hidden = true)
final class BrokerCommand implements Callable<Integer> {
  @Parameters Path dir;

  @Override
  public Integer call() throws Exception {
    Broker.serve(dir, BenchOutput.ofProcess());
    return 0;
  }
}
