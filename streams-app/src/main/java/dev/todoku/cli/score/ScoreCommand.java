package dev.todoku.cli.score;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.Inputs;
import dev.todoku.cli.base.MailFile;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.base.RulesOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku score}. */
@Command(
    name = "score",
    description = {
      "Says how many messages of a collection are read right: lists the misses, then the figures by"
          + " reason, what was taken for what, and how often an address is called dead rightly.",
      "",
      "The table of right answers is tab-separated; its first line names the columns: file, index"
          + " (of the recipient, from 1), reason, hard_bounce; and, where two answers are right,"
          + " alt_reason and alt_hard_bounce. Run it before and after you change a rule."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku score bounces/ --expected bounces/expected.tsv",
      "  todoku score bounces/ --expected bounces/expected.tsv --rules mine.tsv --json",
    })
public final class ScoreCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Messages to read.")
  private List<String> names;

  @Option(
      names = "--expected",
      required = true,
      paramLabel = "FILE",
      description = "The right answers.")
  private Path expected;

  @Option(names = "--json", description = "Prints the figures as JSON.")
  private boolean json;

  @Mixin private RulesOption rules;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Expected> rows = Expected.read(expected);
    Map<String, Reading> readings =
        read(rows.stream().map(Expected::file).collect(Collectors.toSet()));
    if (readings.isEmpty()) {
      throw Failure.of("score.none", expected, String.join(" ", names));
    }
    ScoreText text =
        new ScoreText(new Score(rows.stream().map(row -> answer(row, readings)).toList()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? text.json() : text.table());
    out.flush();
    return 0;
  }

  private static ScoredRecipient answer(Expected row, Map<String, Reading> readings) {
    Reading reading = readings.get(row.file());
    return reading == null ? ScoredRecipient.missing(row) : ScoredRecipient.of(row, reading);
  }

  private Map<String, Reading> read(Set<String> wanted) {
    List<Input> inputs =
        Inputs.find(names, System.currentTimeMillis()).stream()
            .filter(input -> wanted.contains(input.fileName()))
            .toList();
    BounceReader reader = new BounceReader(rules.load());
    ByteCounter counter = new ByteCounter();
    long bytes = inputs.stream().mapToLong(Input::size).sum();
    Map<String, Reading> readings = new HashMap<>();
    try (ProgressBar progress =
        ProgressBar.on(spec.commandLine().getErr(), bytes).after(PATIENCE)) {
      for (Input input : inputs) {
        MailFile.readAll(
            input, reader, counter, file -> readings.put(file.fileName(), file.reading()));
        progress.update(counter.bytes(), readings.size(), input.fileName());
      }
    }
    return readings;
  }
}
