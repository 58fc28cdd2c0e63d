package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;

/** {@code todoku recipients reset}. */
@Command(
    name = "reset",
    description =
        "Sets the error count of addresses back to 0: mail may be sent to them" + " again.")
final class ResetAddressCommand extends AddressCommand {
  ResetAddressCommand() {
    super(RecipientCommand.Action.RESET);
  }
}
