package dev.todoku.cli.privacy;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.privacy.Pseudonyms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku pseudonym}. */
@Command(
    name = "pseudonym",
    description = {
      "Prints the pseudonyms that stand for addresses on the topics.",
      "",
      "One line for each address: the address, a tab, its pseudonym. With the list of your"
          + " recipients it shows who is behind the pseudonyms of a report; nothing else does. Needs"
          + " privacy.pseudonym.key as the pipeline has it."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku pseudonym -c todoku.properties alice@example.jp",
      "  todoku pseudonym -c todoku.properties - < recipients.txt > pseudonyms.tsv",
    })
public final class PseudonymCommand implements Callable<Integer> {
  private static final List<String> STANDARD_INPUT = List.of("-");

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "1..*",
      description = "Addresses; - for the standard input, one a line.")
  private List<String> addresses;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Pseudonyms pseudonyms =
        Pseudonyms.configured(options.load()).orElseThrow(PseudonymCommand::noKey);
    PrintWriter out = spec.commandLine().getOut();
    if (addresses.equals(STANDARD_INPUT)) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        print(out, pseudonyms, line.strip());
      }
    } else {
      addresses.forEach(address -> print(out, pseudonyms, address));
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, Pseudonyms pseudonyms, String address) {
    if (!address.isEmpty()) {
      out.println(address + '\t' + pseudonyms.of(address));
    }
  }

  private static Failure noKey() {
    return Failure.of("pseudonym.noKey");
  }
}
