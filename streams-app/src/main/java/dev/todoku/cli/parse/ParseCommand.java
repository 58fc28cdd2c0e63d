package dev.todoku.cli.parse;

import static java.util.stream.Collectors.partitioningBy;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.bounce.RuleMatch;
import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.Inputs;
import dev.todoku.cli.base.LogShape;
import dev.todoku.cli.base.LogZone;
import dev.todoku.cli.base.MailFile;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.base.RulesOption;
import dev.todoku.cli.base.WrongUsage;
import dev.todoku.hop.MessageWay;
import dev.todoku.hop.MessageWays;
import dev.todoku.intake.LogFormats;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.postfix.LineCounts;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.ReportedReasons;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.WebhookFormat;
import dev.todoku.provider.ServerOwners;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Rejection;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku parse}. */
@Command(
    name = "parse",
    description = {
      "Says what bounce messages mean: for each recipient the reason, whose problem it is, whether"
          + " the address is dead, and which rule said so. Of Postfix logs it says what became of"
          + " each message for each recipient, on which way, and at whose server it stands. Of the"
          + " logs of other mail servers, and of what mail services post (webhooks), it prints each"
          + " event.",
      "",
      "Needs no Kafka. Directories are searched, .gz is unpacked, mailboxes in mbox format are read"
          + " message by message. Exits with 1 when a message may be a bounce and is not"
          + " understood, or when lines of a log are not."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku parse bounce.eml",
      "  todoku parse --why bounce.eml",
      "  todoku parse --json ~/Maildir/.bounces | jq -r '.recipients[].reason' | sort | uniq -c",
      "  todoku parse --unclassified ~/Maildir/.bounces",
      "  todoku parse --zone Asia/Tokyo /var/log/mail.log",
      "  todoku parse --json sendgrid-events.json",
      "  todoku parse --json /var/log/exim4/mainlog | jq -r '[.time,.event,.recipient] | @tsv'",
      "  todoku parse --json mail.log | grep -v '^#' | jq -r .status | sort | uniq -c",
    })
public final class ParseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Messages and logs to read; - for a message from the standard input.")
  private List<String> names;

  @Option(names = "--json", description = "Prints a JSON object a line for each message.")
  private boolean json;

  @Option(
      names = "--why",
      description = "Names every row that speaks of a reply, and which of them decided.")
  private boolean why;

  @Option(
      names = "--unclassified",
      description = "Prints only the replies that no rule knows, alike ones together.")
  private boolean unclassified;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the answer. Default: that of the locale.")
  private Language language;

  @Option(
      names = "--zone",
      description =
          "Logs: time zone of times that name none, as in Asia/Tokyo. Default: this machine's.")
  private String zone;

  @Option(
      names = "--year",
      description =
          "Logs: year of the first line, where lines name none. Default: the latest in which that"
              + " is not after the file.")
  private Integer year;

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      completionCandidates = FormatNames.class,
      description =
          "Format of the files, where it is not to be found by their shape: postfix; another"
              + " server's log, as in exim; what a mail service posts, as in sendgrid or ses. One"
              + " of: ${COMPLETION-CANDIDATES}.")
  private String format;

  @Mixin private RulesOption rules;
  @Mixin private HopOptions hops;
  @Spec private CommandSpec spec;

  private int notUnderstood;

  @Override
  public Integer call() {
    var replies = rules.load();
    BounceReader reader = new BounceReader(replies);
    PostfixParser parser = new PostfixParser(logZone(), replies);
    List<Input> inputs = Inputs.find(names, System.currentTimeMillis());
    if (inputs.isEmpty()) {
      throw Failure.of("parse.none", String.join(" ", names));
    }
    checkFormat();
    Map<Input, LogFormat> senders = senderLogs(inputs);
    PrintWriter out = spec.commandLine().getOut();
    ParseWords words = new ParseWords(Language.orOfUser(language), ZoneId.systemDefault());
    Map<Boolean, List<Input>> byKind =
        inputs.stream()
            .filter(input -> !senders.containsKey(input))
            .collect(partitioningBy(input -> isPostfix(input, parser)));
    List<Input> messages = withoutReports(byKind.getOrDefault(false, List.of()), replies, words);
    Function<RefusedReply, List<RuleMatch>> evidence =
        why ? replies::evidence : refusal -> List.of();
    if (unclassified) {
      Unclassified unknown = new Unclassified();
      read(messages, reader, unknown::add);
      out.println(json ? unknown.json() : unknown.table());
    } else if (json) {
      read(messages, reader, file -> out.println(ReadingJson.of(file, evidence)));
    } else {
      ReadingPrinter printer =
          new ReadingPrinter(out, spec.commandLine().getColorScheme().ansi(), words, evidence);
      read(messages, reader, printer::print);
    }
    List<Input> logs = byKind.getOrDefault(true, List.of());
    if (!unclassified && !logs.isEmpty()) {
      readLogs(logs, parser, replies, words);
    }
    if (!unclassified) {
      senders.forEach((input, log) -> readSenderLog(input, log, replies, words));
    }
    out.flush();
    return notUnderstood == 0 ? 0 : 1;
  }

  private void checkFormat() {
    if (format != null && !FormatNames.all().contains(format)) {
      throw new WrongUsage(spec, "parse.format", format, String.join(", ", FormatNames.all()));
    }
  }

  /** Prints the files that hold what a mail service posted, and returns the others. */
  private List<Input> withoutReports(
      List<Input> inputs, ReplyClassifier replies, ParseWords words) {
    ReportedReasons reasons = new ReportedReasons(replies);
    WebhookFormat named = format == null ? null : WebhookFormats.named(format).orElse(null);
    List<Input> others = new ArrayList<>();
    for (Input input : inputs) {
      SenderReports.of(input, named)
          .ifPresentOrElse(reports -> print(reports, reasons, words), () -> others.add(input));
    }
    return others;
  }

  private void print(SenderReports reports, ReportedReasons reasons, ParseWords words) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ReportedPrinter printer = new ReportedPrinter(out, words);
    if (!json) {
      printer.heading(reports.name(), reports.format().name());
    }
    for (ReadRecord record : reports.records()) {
      if (record instanceof ReadRecord.Events events) {
        for (Reported reported : events.reported()) {
          if (reported.kind() == ReportedKind.NONE) {
            continue;
          }
          Optional<Reason> reason =
              reasons.of(reported, reports.format()::reasonOf).map(ReportedReasons.Found::reason);
          if (json) {
            out.println(ReportedJson.of(reports.name(), reports.format().name(), reported, reason));
          } else {
            printer.print(reported, reason);
          }
        }
      } else if (record instanceof ReadRecord.Unknown unknown) {
        err.println(words.get("sender.unknown", reports.name(), unknown.index(), unknown.type()));
      } else if (record instanceof ReadRecord.Unreadable unreadable) {
        notUnderstood++;
        err.println(
            words.get(
                "sender.unreadable",
                reports.name(),
                unreadable.index(),
                String.valueOf(unreadable.why())));
      }
    }
  }

  /** Logs of other servers than Postfix, in the order in which they were named. */
  private Map<Input, LogFormat> senderLogs(List<Input> inputs) {
    Map<Input, LogFormat> found = new LinkedHashMap<>();
    boolean isService = format != null && WebhookFormats.named(format).isPresent();
    for (Input input : inputs) {
      // Some servers write the same records into a file and to a webhook.
      Optional<LogFormat> log =
          format == null || isService ? LogShape.of(input) : LogFormats.named(format);
      log.filter(one -> format == null || one.name().equals(format))
          .ifPresent(one -> found.put(input, one));
    }
    return found;
  }

  private boolean isPostfix(Input input, PostfixParser parser) {
    return format == null ? PostfixLog.isLog(input, parser) : format.equals(FormatNames.POSTFIX);
  }

  private void readSenderLog(
      Input input, LogFormat log, ReplyClassifier replies, ParseWords words) {
    PrintWriter out = spec.commandLine().getOut();
    ReportedReasons reasons = new ReportedReasons(replies);
    ReportedPrinter printer = new ReportedPrinter(out, words);
    if (!json) {
      printer.heading(input.name(), log.name());
    }
    LineCounts counts =
        SenderLog.read(
            input,
            log,
            year,
            logZone(),
            report -> {
              Optional<Reason> reason =
                  reasons.of(report, log::reasonOf).map(ReportedReasons.Found::reason);
              if (json) {
                out.println(ReportedJson.of(input.name(), log.name(), report, reason));
              } else {
                printer.print(report, reason);
              }
            });
    notUnderstood += counts.unreadableLines() == 0 ? 0 : 1;
    PrintWriter summary = json ? spec.commandLine().getErr() : out;
    LogSummary.of(input.name(), counts, words).forEach(summary::println);
  }

  /** Each file is read by itself: a message's way ends where the file does. */
  private ZoneId logZone() {
    return LogZone.of(zone, ZoneId.systemDefault(), spec);
  }

  private void readLogs(
      List<Input> logs, PostfixParser parser, ReplyClassifier replies, ParseWords words) {
    MessageWays ways =
        new MessageWays(hops.settings(), ServerOwners.load(), WellKnownProviders.load());
    PrintWriter out = spec.commandLine().getOut();
    WayPrinter printer = new WayPrinter(out, spec.commandLine().getColorScheme().ansi(), words);
    for (Input input : logs) {
      PostfixLog log = PostfixLog.read(input, new ByteCounter(), parser, replies, year, logZone());
      notUnderstood += log.counts().unreadableLines() == 0 ? 0 : 1;
      Map<Boolean, List<MessageWay>> bySink =
          ways.of(log.entries()).stream().collect(partitioningBy(MessageWay::isForSink));
      for (MessageWay way : bySink.getOrDefault(false, List.of())) {
        if (json) {
          out.println(WayJson.of(log.name(), way));
        } else {
          printer.print(way);
        }
      }
      for (Rejection rejection : log.rejections()) {
        if (json) {
          out.println(WayJson.of(log.name(), rejection));
        } else {
          printer.print(rejection);
        }
      }
      LogSummary.of(log, bySink.getOrDefault(true, List.of()), words).forEach(out::println);
    }
  }

  private void read(List<Input> inputs, BounceReader reader, Consumer<MailFile> use) {
    long bytes = inputs.stream().mapToLong(Input::size).sum();
    ByteCounter counter = new ByteCounter();
    try (ProgressBar progress =
        ProgressBar.on(spec.commandLine().getErr(), bytes).after(PATIENCE)) {
      int done = 0;
      for (Input input : inputs) {
        MailFile.readAll(
            input,
            reader,
            counter,
            file -> {
              notUnderstood += file.reading() instanceof Reading.NotUnderstood ? 1 : 0;
              use.accept(file);
            });
        progress.update(counter.bytes(), ++done, input.fileName());
      }
    }
  }
}
