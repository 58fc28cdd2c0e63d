package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;

/** {@code todoku recipients moved}. */
@Command(
    name = "moved",
    aliases = "changed",
    description =
        "Says that customers have another address in the place of these: the"
            + " error count goes back to 0.")
final class MovedCommand extends AddressCommand {
  MovedCommand() {
    super(RecipientCommand.Action.ADDRESS_CHANGED);
  }
}
