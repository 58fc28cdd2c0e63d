package dev.todoku.cli.base;

import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.text.CauseMessage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say which blocklists are asked. */
public final class BlocklistOption {
  @Option(
      names = "--blocklists",
      paramLabel = "FILE",
      description = "Your own blocklists in place of those that come with Todoku.")
  private Path file;

  @Option(names = "--no-blocklists", description = "Asks no blocklist.")
  private boolean none;

  /**
   * The blocklists.
   *
   * @throws Failure with file and line, when their table is wrong
   */
  public Blocklists load() {
    if (none) {
      return Blocklists.none();
    }
    try {
      return file == null ? BlocklistTable.load() : BlocklistTable.load(file);
    } catch (UncheckedIOException e) {
      throw Failure.of(e, "file.unreadable", String.valueOf(file), CauseMessage.of(e));
    } catch (IllegalArgumentException e) {
      throw Failure.because(e);
    }
  }
}
