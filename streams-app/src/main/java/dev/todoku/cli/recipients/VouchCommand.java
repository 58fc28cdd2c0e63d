package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;

/** {@code todoku recipients vouch}. */
@Command(
    name = "vouch",
    description =
        "Says that somebody knows that addresses are right: the error count"
            + " goes back to 0, and one refusal does not suppress them for 90 days.")
final class VouchCommand extends AddressCommand {
  VouchCommand() {
    super(RecipientCommand.Action.VOUCH);
  }
}
