package dev.todoku.cli.collect;

import picocli.CommandLine.Command;

/** {@code todoku collect}. */
@Command(
    name = "collect",
    subcommands = {
      CollectFilesCommand.class,
      CollectMaildirCommand.class,
      CollectImapCommand.class,
      CollectLmtpCommand.class,
      CollectSyslogCommand.class,
      CollectStdinCommand.class,
      CollectQueueCommand.class,
    },
    description = {
      "Brings logs and bounce messages to Kafka as they come, until it is stopped.",
      "",
      "What was read and how far it was read are stored together: whatever ends, and whenever,"
          + " nothing is lost or comes twice. `todoku watch` has this built in."
    })
public final class CollectCommand {}
