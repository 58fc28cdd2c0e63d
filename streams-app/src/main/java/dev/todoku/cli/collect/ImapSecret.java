package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.imap.ImapAccount;
import dev.todoku.collect.imap.ImapMailbox;
import dev.todoku.kafka.TopicSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How to log in to an IMAP server: one of both. */
public final class ImapSecret {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password of an IMAP mailbox.")
  private Path password;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Holds an OAuth 2.0 access token, as Gmail and Microsoft 365 want it; it is read at"
              + " every login.")
  private Path token;

  /**
   * The mailbox at an address.
   *
   * @param url as in {@code imaps://USER@HOST/FOLDER}
   * @throws Failure when it is none, or the secret cannot be read
   */
  public LocalSources.Inbox mailbox(String url) {
    boolean isToken = token != null;
    Path file = isToken ? token : password;
    if (!Files.isReadable(file)) {
      throw Failure.of("file.closed", file);
    }
    ImapAccount account;
    try {
      account = ImapAccount.of(url, file, isToken);
    } catch (IllegalArgumentException e) {
      throw Failure.ofUsage("imap.address", url);
    }
    return stored -> new ImapMailbox(account, stored, MessageTime::of, TopicSetup.LARGEST_INPUT);
  }
}
