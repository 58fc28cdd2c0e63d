package dev.todoku.cli;

import dev.todoku.config.TodokuConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku config}. */
@Command(
    name = "config",
    description = {
      "Prints every configuration key with its default and meaning, in Markdown.",
      "",
      "Example",
      "  todoku config --file > todoku.properties"
    })
final class ConfigCommand implements Runnable {
  @Option(
      names = "--file",
      description = "Prints a configuration file in which every key is commented out.")
  private boolean isFile;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(isFile ? TodokuConfig.exampleFile() : TodokuConfig.help());
    spec.commandLine().getOut().flush();
  }
}
