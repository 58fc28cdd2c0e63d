package dev.todoku.cli;

import dev.todoku.config.TodokuConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku config}. */
@Command(
    name = "config",
    description = "Prints every configuration key with its default and meaning, in Markdown.")
final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(TodokuConfig.help());
    spec.commandLine().getOut().flush();
  }
}
