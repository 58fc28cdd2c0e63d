package dev.todoku.cli.base;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.table.Table;
import dev.todoku.text.CauseMessage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names an operator's own rules. */
public final class RulesOption {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Your own rules, which go before those that come with Todoku.")
  private Path file;

  /**
   * The rules to read replies by.
   *
   * @throws Failure with file and line, when they are wrong
   */
  public ReplyRules load() {
    try {
      return ReplyRules.load(
          WellKnownProviders.load(), file == null ? List.of() : Table.read(file));
    } catch (UncheckedIOException e) {
      throw Failure.of(e, "file.unreadable", String.valueOf(file), CauseMessage.of(e));
    } catch (IllegalArgumentException e) {
      throw Failure.because(e);
    }
  }
}
