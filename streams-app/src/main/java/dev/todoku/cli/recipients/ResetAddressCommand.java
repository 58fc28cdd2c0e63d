package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code todoku recipients reset}. */
@Command(
    name = "reset",
    description =
        "Sets the error count of addresses back to 0: mail may be sent to them" + " again.")
final class ResetAddressCommand extends AddressCommand {
  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Lets mail of this stream pass again, and changes nothing else.")
  private String stream;

  ResetAddressCommand() {
    super(RecipientCommand.Action.RESET);
  }

  @Override
  String mailStream() {
    return stream;
  }
}
