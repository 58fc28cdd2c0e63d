package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.imap.ImapAccount;
import dev.todoku.collect.imap.ImapMailbox;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku collect imap}. */
@Command(
    name = "imap",
    description = {
      "Reads a mailbox that takes bounces on an IMAP server, each message once.",
      "",
      "Nothing in it is changed, not even what is unread. It looks every ten seconds. The connection"
          + " is encrypted; only a server on this machine may do without."
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
  private Secret secret;

  @Mixin private CollectOptions options;
  @Spec private CommandSpec spec;

  /** One of both. */
  private static final class Secret {
    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password.")
    private Path password;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description =
            "Holds an OAuth 2.0 access token, as Gmail and Microsoft 365 want it; it is read at"
                + " every login.")
    private Path token;
  }

  @Override
  public Integer call() {
    ImapAccount account = account();
    TodokuConfig config = options.load();
    LocalSources sources =
        new LocalSources(
            List.of(),
            List.of(),
            config.postfixZone(),
            options.keep(),
            List.of(
                stored ->
                    new ImapMailbox(account, stored, MessageTime::of, TopicSetup.LARGEST_INPUT)));
    return options.run(config, "imap", sources, List.of(), spec.commandLine().getErr());
  }

  private ImapAccount account() {
    boolean isToken = secret.token != null;
    Path file = isToken ? secret.token : secret.password;
    if (!Files.isReadable(file)) {
      throw new Failure("cannot read " + file);
    }
    try {
      return ImapAccount.of(url, file, isToken);
    } catch (IllegalArgumentException e) {
      throw Failure.ofUsage(e.getMessage());
    }
  }
}
