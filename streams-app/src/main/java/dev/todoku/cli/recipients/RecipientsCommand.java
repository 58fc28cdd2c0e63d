package dev.todoku.cli.recipients;

import picocli.CommandLine.Command;

/** {@code todoku recipients}. */
@Command(
    name = "recipients",
    subcommands = {
      ListCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      ResetAddressCommand.class,
      SuppressCommand.class,
      VouchCommand.class,
      MovedCommand.class,
    },
    description = {
      "The suppression list: to which addresses no mail is sent, why, and who changed that.",
      "",
      "Changes are records of mail.recipients with who makes them and why; what comes of them is"
          + " published on mail.recipient-health. The page has the same list."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku recipients list --find docomo.ne.jp",
      "  todoku recipients reset alice@docomo.ne.jp --by Suzuki --why 'filter was corrected'",
      "  todoku recipients import suppressions.csv --by Suzuki --why 'from the old service'",
    })
public final class RecipientsCommand {}
