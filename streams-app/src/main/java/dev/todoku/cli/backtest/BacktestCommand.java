package dev.todoku.cli.backtest;

import dev.todoku.app.Backtest;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.Inputs;
import dev.todoku.cli.base.LogZone;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.base.WrongUsage;
import dev.todoku.cli.replay.MergedFiles;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.Directories;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku backtest}. */
@Command(
    name = "backtest",
    description = {
      "Runs the whole pipeline over files and prints the incidents as they would have been.",
      "",
      "Needs no Kafka. Reads mail logs, messages (.eml, maildir) and events (NDJSON: one JSON"
          + " object a line, with a field \"topic\" beside those of the event, or in a file named"
          + " for its topic, as mail.sends.ndjson or deliveries-2026.ndjson.gz; or records as"
          + " --json prints them). Directories are searched, .gz is unpacked; all files are merged"
          + " in the order of time, and minutes are judged as they would have been.",
      "",
      "Begins without history: what is usual for a provider is learned from the files."
    },
    exitCodeList = {
      "0:everything was read",
      "1:failed, or something was no event or not accepted",
      "2:wrong usage or configuration"
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku backtest /var/log/mail.log*",
      "  todoku backtest -D senders.bounce.rate.pause=0.05 october/",
      "  todoku backtest --json --topic mail.alerts,mail.outcomes sends.ndjson deliveries.ndjson",
    })
public final class BacktestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "What happened.")
  private List<String> names;

  @Option(
      names = "--json",
      description = "Prints records as {\"topic\",\"key\",\"time\",\"value\"}, one a line.")
  private boolean json;

  @Option(
      names = "--topic",
      split = ",",
      paramLabel = "TOPIC",
      completionCandidates = PublicTopics.class,
      description =
          "Topics whose records --json prints. Default: mail.alerts. Of: ${COMPLETION-CANDIDATES}.")
  private Set<String> topics = new LinkedHashSet<>();

  @Option(
      names = "--year",
      description =
          "Year of the first line of logs that do not name it. Default: the latest year in which no"
              + " line is later than its file.")
  private Integer year;

  @Option(
      names = "--zone",
      description =
          "Time zone of logs that do not name it, and of the times printed; short for -D"
              + " intake.postfix.zone=ZONE.")
  private String zone;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private Language language;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    checkTopics();
    TodokuConfig config = config();
    ZoneId zoneOfLogs = config.postfixZone();
    long now = System.currentTimeMillis();
    List<Input> inputs = Inputs.find(names, now);
    MergedFiles files = MergedFiles.open(inputs, year, config, now);
    if (files.isEmpty()) {
      throw Failure.of("backtest.none", String.join(" ", names));
    }
    long bytes = inputs.stream().mapToLong(Input::size).sum();
    Set<String> printed = topics.isEmpty() ? Set.of(Topics.ALERTS.name()) : topics;
    Set<String> taken = new LinkedHashSet<>(printed);
    taken.addAll(BacktestRun.FOLLOWED);
    Path dir = Files.createTempDirectory("todoku-backtest");
    try (Backtest pipeline = Backtest.open(config, dir, files.time(), taken);
        ProgressBar progress = ProgressBar.on(spec.commandLine().getErr(), bytes)) {
      WrittenPrinter printer = printer(printed, zoneOfLogs);
      BacktestRun run = new BacktestRun(pipeline, printer, files.time());
      run.run(files, progress);
      printer.end(run);
      return report(run);
    } finally {
      Directories.delete(dir);
    }
  }

  /** The zone is one for all: what orders a line's record and what reads the line. */
  private TodokuConfig config() {
    if (zone == null) {
      return options.loadWith(Map.of());
    }
    LogZone.of(zone, ZoneOffset.UTC, spec);
    return options.loadWith(Map.of(LogZone.KEY, zone));
  }

  private WrittenPrinter printer(Set<String> printed, ZoneId zoneOfTimes) {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      return new AlertLines(out, Language.orOfUser(language), zoneOfTimes);
    }
    return new JsonLines(new PrintWriter(out, false), printed);
  }

  private int report(BacktestRun run) {
    PrintWriter err = spec.commandLine().getErr();
    ResourceBundle words = Language.orOfUser(language).bundle("dev.todoku.cli.backtest.words");
    run.skippedPlaces()
        .forEach(place -> err.println(MessageFormat.format(words.getString("skipped"), place)));
    if (run.refused() > 0) {
      err.println(
          MessageFormat.format(words.getString("refused"), run.refused(), run.firstRefusal()));
    }
    return run.skipped() == 0 && run.refused() == 0 ? 0 : 1;
  }

  private void checkTopics() {
    List<String> known = PublicTopics.names();
    for (String topic : topics) {
      if (!known.contains(topic)) {
        throw new WrongUsage(spec, "topic.unknown", topic, String.join(", ", known));
      }
    }
    if (!json && !topics.isEmpty()) {
      throw new WrongUsage(spec, "topic.needsJson");
    }
  }

  /** What may be given to {@code --topic}. */
  static final class PublicTopics implements Iterable<String> {
    static List<String> names() {
      return Topics.all().stream().<String>map(Topic::name).toList();
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
