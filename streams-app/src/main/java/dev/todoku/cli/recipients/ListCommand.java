package dev.todoku.cli.recipients;

import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.mailindex.SuppressedAddress;
import dev.todoku.text.Cells;
import dev.todoku.text.Language;
import dev.todoku.text.ReasonNames;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku recipients list}. */
@Command(
    name = "list",
    description = {
      "Lists suppressed addresses, the latest first, with why they are suppressed.",
      "",
      "Exits with 1 when there is none."
    })
final class ListCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final int ADDRESS_CELLS = 40;

  @Mixin private SuppressionFilter filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the list. Default: that of the locale.")
  private Language language;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Language spoken = Language.orOfUser(language);
    List<SuppressedAddress> found =
        SuppressionScan.read(options.load(), spec.commandLine().getErr(), spoken).stream()
            .filter(filter::matches)
            .toList();
    ResourceBundle words = spoken.bundle("dev.todoku.cli.recipients.words");
    if (found.isEmpty()) {
      throw Failure.of("recipients.none");
    }
    PrintWriter out = spec.commandLine().getOut();
    found.stream().limit(limit).forEach(address -> print(out, address, words, spoken));
    if (found.size() > limit) {
      out.println(
          words
              .getString("more")
              .replace("{0}", String.valueOf(limit))
              .replace("{1}", String.valueOf(found.size())));
    }
    return 0;
  }

  private static void print(
      PrintWriter out, SuppressedAddress address, ResourceBundle words, Language spoken) {
    String since =
        TIME.format(Instant.ofEpochMilli(address.since()).atZone(ZoneId.systemDefault()));
    String cause = words.getString("why." + address.why());
    String reason =
        address.reason() == null ? "" : " · " + new ReasonNames(spoken).of(address.reason());
    String note = address.note() == null ? "" : " · " + Cells.cut(address.note(), ADDRESS_CELLS);
    out.println(
        since
            + "  "
            + Cells.left(address.recipient(), ADDRESS_CELLS)
            + "  "
            + cause
            + reason
            + note);
  }
}
