package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives one command about some addresses. */
abstract class AddressCommand implements Callable<Integer> {
  private final RecipientCommand.Action action;

  @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "The recipients.")
  private List<String> recipients;

  @Mixin private CommandOptions options;
  @Spec private CommandSpec spec;

  AddressCommand(RecipientCommand.Action action) {
    this.action = action;
  }

  /** The kind of mail that it is about; null for all mail. */
  @Nullable String mailStream() {
    return null;
  }

  @Override
  public Integer call() {
    try (RecipientCommands commands = options.open()) {
      for (String recipient : recipients) {
        commands.give(recipient, action, options.why(), mailStream());
      }
    }
    String word = action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    recipients.forEach(recipient -> spec.commandLine().getOut().println(word + ": " + recipient));
    return 0;
  }
}
