package dev.todoku.cli.recipients;

import dev.todoku.cli.base.ConfigOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who gives a command and why. */
final class CommandOptions {
  @Option(names = "--by", paramLabel = "NAME", description = "Who gives the command.")
  private String by;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
  private String why;

  @Mixin private ConfigOptions options;

  String why() {
    return why;
  }

  RecipientCommands open() {
    return new RecipientCommands(options.load(), by);
  }
}
