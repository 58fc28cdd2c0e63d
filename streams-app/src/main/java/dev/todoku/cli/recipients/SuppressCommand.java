package dev.todoku.cli.recipients;

import dev.todoku.schema.RecipientCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code todoku recipients suppress}. */
@Command(name = "suppress", description = "Stops mail to addresses.")
final class SuppressCommand extends AddressCommand {
  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Stops mail of this stream alone (origin.mailStream). Default: all mail.")
  private String stream;

  SuppressCommand() {
    super(RecipientCommand.Action.SUPPRESS);
  }

  @Override
  String mailStream() {
    return stream;
  }
}
