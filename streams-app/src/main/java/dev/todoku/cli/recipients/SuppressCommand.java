package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;

/** {@code todoku recipients suppress}. */
@Command(name = "suppress", description = "Stops mail to addresses.")
final class SuppressCommand extends AddressCommand {
  SuppressCommand() {
    super(RecipientCommand.Action.SUPPRESS);
  }
}
