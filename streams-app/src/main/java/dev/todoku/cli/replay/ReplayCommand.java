package dev.todoku.cli.replay;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.Inputs;
import dev.todoku.cli.base.LogZone;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.cli.base.WrongUsage;
import dev.todoku.config.TodokuConfig;
import dev.todoku.intake.event.InputEvent;
import dev.todoku.schema.Address;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code todoku replay}. */
@Command(
    name = "replay",
    description = {
      "Writes files to the input topics, each record with the time at which it happened.",
      "",
      "Logs of Postfix go to mail.raw.postfix, those of other servers to mail.raw.logs, messages"
          + " (.eml, maildir) to mail.raw.bounces; which is which is found by looking. Directories"
          + " are searched, .gz is unpacked. All files are merged in the order of time. What topics"
          + " would delete at once because it is older than their retention is refused before"
          + " anything is written."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku replay /var/log/mail.log*",
      "  todoku replay --zone Asia/Tokyo --year 2026 mail.log ~/Maildir/.bounces",
      "  journalctl -u postfix | todoku replay -",
      "  todoku replay --topic mail.sends sends.ndjson",
    })
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "What to write; - for log lines from the standard input.")
  private List<String> names;

  @Option(
      names = "--topic",
      completionCandidates = InputTopics.class,
      description =
          "Topic that the files are for, instead of looking. Events are one JSON object a line. One"
              + " of: ${COMPLETION-CANDIDATES}.")
  private String topic;

  @Option(
      names = "--year",
      description =
          "Year of the first line of logs that do not name it. Default: the latest year in which no"
              + " line is later than its file.")
  private Integer year;

  @Option(
      names = "--zone",
      description =
          "Time zone of logs that do not name it, as in Asia/Tokyo, for the times of the records."
              + " Lines are written as they are, and the pipeline reads them in its own"
              + " intake.postfix.zone, which must be the same. Default: that.")
  private String zone;

  @Option(names = "--json", description = "Prints the summary as JSON.")
  private boolean json;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    checkTopic();
    TodokuConfig config = options.load();
    ZoneId zoneOfLogs = LogZone.of(zone, config.postfixZone(), spec);
    warnOfOtherZone(zoneOfLogs, config.postfixZone());
    long now = System.currentTimeMillis();
    List<Input> inputs = Inputs.find(names, now);
    ByteCounter counter = new ByteCounter();
    int partitions;
    RecordLimits limits;
    try (Admin admin = AdminConnection.open(config)) {
      partitions = RequiredTopics.of(config).ensure(admin);
      limits = RecordLimits.read(admin);
    }
    ReplaySources opener =
        new ReplaySources(
            topic,
            year,
            zoneOfLogs,
            new Address(config.keepsLocalPartCase()),
            limits,
            counter,
            CredibleTimes.until(now, config));
    List<ReplaySource> sources = new ArrayList<>();
    inputs.forEach(input -> opener.open(input).ifPresent(sources::add));
    if (sources.isEmpty()) {
      throw Failure.of("replay.none", String.join(" ", names));
    }
    long bytes = inputs.stream().mapToLong(Input::size).sum();
    ReplayReport report;
    try (RecordWriter writer =
            RecordWriter.connect(config.clientSettings("producer"), limits.largestRecord());
        ProgressBar progress = ProgressBar.on(spec.commandLine().getErr(), bytes)) {
      Replay replay = new Replay(limits, writer, writer.marks(partitions), now);
      replay.checkAge(sources);
      report = replay.run(sources, counter, progress);
    }
    print(report, sources.size(), System.currentTimeMillis() - now);
    return report.skipped() == 0 ? 0 : 1;
  }

  private void warnOfOtherZone(ZoneId ofLogs, ZoneId ofPipeline) {
    if (!ofLogs.getRules().equals(ofPipeline.getRules())) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: intake.postfix.zone is "
                  + ofPipeline
                  + ": a pipeline so configured reads times without a zone in that, not in "
                  + ofLogs);
    }
  }

  private void print(ReplayReport report, int files, long millis) {
    PrintWriter err = spec.commandLine().getErr();
    report.skippedPlaces().forEach(place -> err.println("skipped: " + place));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? JsonMapper.shared().writeValueAsString(report.json(files, millis))
            : report.summary(files, millis));
  }

  private void checkTopic() {
    List<String> known = InputTopics.names();
    if (topic != null && !known.contains(topic)) {
      throw new WrongUsage(spec, "topic.unknown", topic, String.join(", ", known));
    }
  }

  /** What may be given to {@code --topic}. */
  static final class InputTopics implements Iterable<String> {
    static List<String> names() {
      return Stream.concat(
              Stream.of(Topics.RAW_POSTFIX, Topics.RAW_LOGS, Topics.RAW_BOUNCES),
              InputEvent.TOPICS.stream())
          .map(Topic::name)
          .collect(Collectors.toList());
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
