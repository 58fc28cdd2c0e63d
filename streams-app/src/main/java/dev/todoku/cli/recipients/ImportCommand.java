package dev.todoku.cli.recipients;

import dev.todoku.cli.base.Failure;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.RecipientCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku recipients import}. */
@Command(
    name = "import",
    description = {
      "Suppresses all addresses of a file, such as the suppression list of a mail service.",
      "",
      "The file is CSV with a row of names, of which one is recipient, email or address; a column"
          + " why, reason or note says why, else --why does. Or it has one address a line."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku recipients import bounces.csv --by Suzuki --why 'hard bounces of the old service'",
      "  todoku recipients import --dry-run bounces.csv",
    })
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(paramLabel = "FILE", description = "What to read; - for the standard input.")
  private String file;

  @Option(names = "--dry-run", description = "Says what would be suppressed, and does nothing.")
  private boolean dryRun;

  @Mixin private CommandOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<AddressList.Row> rows = AddressList.read(text());
    PrintWriter out = spec.commandLine().getOut();
    if (rows.isEmpty()) {
      throw Failure.of("recipients.noAddress", file);
    }
    if (dryRun) {
      rows.forEach(row -> out.println(row.recipient()));
      return 0;
    }
    int left = 0;
    try (RecipientCommands commands = options.open()) {
      for (AddressList.Row row : rows) {
        try {
          suppress(commands, row);
        } catch (ContractException e) {
          left++;
          spec.commandLine()
              .getErr()
              .println("left out " + row.recipient() + ": " + e.getMessage());
        }
      }
    }
    out.println(rows.size() - left + " addresses suppressed");
    return left == rows.size() ? 1 : 0;
  }

  private void suppress(RecipientCommands commands, AddressList.Row row) {
    String why = row.why() == null ? options.why() : row.why();
    if (row.streams().isEmpty()) {
      commands.give(row.recipient(), RecipientCommand.Action.SUPPRESS, why, null);
    }
    for (String stream : row.streams()) {
      commands.give(row.recipient(), RecipientCommand.Action.SUPPRESS, why, stream);
    }
  }

  private String text() {
    try (InputStream in =
        file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", file, String.valueOf(e.getMessage()));
    }
  }
}
