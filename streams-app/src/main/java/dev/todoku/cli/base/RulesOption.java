package dev.todoku.cli.base;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
      return ReplyRules.load(WellKnownProviders.load(), file == null ? List.of() : lines(file));
    } catch (IllegalArgumentException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private static List<Line> lines(Path file) {
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return Table.lines(file.toString(), reader);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
