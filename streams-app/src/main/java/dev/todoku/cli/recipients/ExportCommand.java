package dev.todoku.cli.recipients;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.mailindex.SuppressedAddress;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku recipients export}. */
@Command(
    name = "export",
    description = "Writes the suppressed addresses as CSV, for another system or a spreadsheet.")
final class ExportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = STANDARD_OUTPUT,
      description = "Where to; - for the standard output, which is the default.")
  private String file;

  @Mixin private SuppressionFilter filter;
  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Language spoken = Language.orOfUser(null);
    List<SuppressedAddress> found =
        SuppressionScan.read(options.load(), spec.commandLine().getErr(), spoken).stream()
            .filter(filter::matches)
            .toList();
    if (file.equals(STANDARD_OUTPUT)) {
      write(spec.commandLine().getOut(), found);
      return 0;
    }
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8))) {
      write(out, found);
    } catch (IOException e) {
      throw Failure.of(e, "file.unwritable", file, String.valueOf(e.getMessage()));
    }
    spec.commandLine().getErr().println(found.size() + " addresses in " + file);
    return 0;
  }

  private static void write(PrintWriter out, List<SuppressedAddress> addresses) {
    out.print(SuppressedAddress.csvHeader());
    addresses.forEach(address -> out.print(address.csv()));
    out.flush();
  }
}
