package dev.todoku.bench.schedule;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "chaos")
public final class ChaosCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
