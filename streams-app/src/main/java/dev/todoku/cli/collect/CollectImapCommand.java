package dev.todoku.cli.collect;

import dev.todoku.config.TodokuConfig;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku collect imap}. */
@Command(
    name = "imap",
    description = {
      "Reads a mailbox that takes bounces on an IMAP server, each message once.",
      "",
      "Nothing in it is changed, not even what is unread. The server says when a message comes"
          + " (IDLE); one that cannot is looked at every ten seconds. The connection is encrypted;"
          + " only a server on this machine may do without."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku collect imap imaps://bounces%%40example.jp@imap.example.jp/INBOX --password-file"
          + " /etc/todoku/imap -b kafka1:9092",
    })
final class CollectImapCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "URL",
      description = "The mailbox: imaps://USER@HOST/FOLDER, with %%40 for an @ in USER.")
  private String url;

  @ArgGroup(multiplicity = "1")
  private ImapSecret secret;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LocalSources.Inbox mailbox = secret.mailbox(url);
    TodokuConfig config = options.load();
    LocalSources sources = LocalSources.ofInbox(options.keep(), mailbox);
    return options.run(config, "imap", sources, List.of(), spec.commandLine().getErr());
  }
}
