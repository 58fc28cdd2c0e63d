package dev.todoku.cli.report;

import dev.todoku.campaign.CampaignReport;
import dev.todoku.campaign.OutcomeScan;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.config.TodokuConfig;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.schema.Outcome;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code todoku report}. */
@Command(
    name = "report",
    description = {
      "Says what became of a campaign: how many arrived, and the failures by reason.",
      "",
      "Reads mail.outcomes from its beginning; of each message and recipient the last revision"
          + " counts. --csv writes the recipients that were not reached, with reason and reply. A"
          + " campaign is what applications name in origin.campaign of their events. Exits with 1"
          + " when nothing is known of it."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku report spring-sale",
      "  todoku report spring-sale --csv failures.csv --lang ja",
      "  todoku report spring-sale --csv - | cut -d, -f1 | sort | uniq -c",
    })
public final class ReportCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";
  private static final Duration NO_HURRY = Duration.ofDays(1);

  @Parameters(paramLabel = "CAMPAIGN", description = "What to report on.")
  private String campaign;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the recipients that were not reached; - for the standard output.")
  private String csv;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language of the report. Default: that of the locale.")
  private Language language;

  @Option(names = "--json", description = "Prints the counts as JSON.")
  private boolean json;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    CampaignReport report = read(config);
    if (report.total() == 0) {
      throw Failure.of("report.nothing", campaign);
    }
    boolean onlyCsv = STANDARD_OUTPUT.equals(csv);
    if (csv != null) {
      write(report);
    }
    if (json && !onlyCsv) {
      spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(counts(report)));
    } else if (!onlyCsv) {
      print(report);
    }
    return 0;
  }

  private CampaignReport read(TodokuConfig config) {
    PrintWriter err = spec.commandLine().getErr();
    OutcomeScan scan = new OutcomeScan(config.clientSettings("consumer"));
    AtomicReference<ProgressBar> bar = new AtomicReference<>();
    try {
      return scan.report(
          campaign,
          NO_HURRY,
          (read, total) -> {
            bar.updateAndGet(shown -> shown == null ? ProgressBar.on(err, total) : shown)
                .update(read, read, "mail.outcomes");
          });
    } finally {
      if (bar.get() != null) {
        bar.get().close();
      }
      if (scan.unreadable() > 0) {
        err.println("left out " + scan.unreadable() + " records that do not read");
      }
    }
  }

  private void print(CampaignReport report) {
    String spoken = Language.orOfUser(language).code();
    new CampaignReportPrinter(
            spec.commandLine().getOut(),
            spec.commandLine().getColorScheme().ansi(),
            ExplanationWords.of(spoken, ZoneId.systemDefault()))
        .print(report);
  }

  private static Map<String, Object> counts(CampaignReport report) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("campaign", report.campaign());
    counts.put("total", report.total());
    counts.put("complete", !report.isCut());
    counts.put("byStatus", report.byStatus());
    counts.put("byReason", report.byReason());
    counts.put("complaints", report.complaints());
    return counts;
  }

  private void write(CampaignReport report) {
    if (csv.equals(STANDARD_OUTPUT)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(CampaignReport.csvHeader());
      report.failures().forEach(outcome -> out.print(CampaignReport.csv(outcome)));
      out.flush();
      return;
    }
    try (Writer file = Files.newBufferedWriter(Path.of(csv), StandardCharsets.UTF_8)) {
      file.write(CampaignReport.csvHeader());
      for (Outcome outcome : report.failures()) {
        file.write(CampaignReport.csv(outcome));
      }
    } catch (IOException e) {
      throw Failure.of(e, "file.unwritable", csv, String.valueOf(e.getMessage()));
    }
  }
}
