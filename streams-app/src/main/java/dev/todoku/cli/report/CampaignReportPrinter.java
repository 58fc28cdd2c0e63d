package dev.todoku.cli.report;

import dev.todoku.campaign.CampaignReport;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Prints a report for a person. */
final class CampaignReportPrinter {
  private final PrintWriter out;
  private final Ansi ansi;
  private final ExplanationWords words;

  CampaignReportPrinter(PrintWriter out, Ansi ansi, ExplanationWords words) {
    this.out = out;
    this.ansi = ansi;
    this.words = words;
  }

  void print(CampaignReport report) {
    out.println(bold(words.get("report.title", report.campaign())));
    if (report.isCut()) {
      out.println(words.get("report.cut"));
    }
    out.println();
    Map<Status, Long> byStatus = report.byStatus();
    byStatus.forEach((status, count) -> row(count, report.total(), words.of("status", status)));
    Map<Reason, Long> byReason = report.byReason();
    if (!byReason.isEmpty()) {
      out.println();
      out.println(bold(words.get("report.failures")));
      out.println();
      byReason.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .forEach(entry -> row(entry.getValue(), report.total(), reason(entry.getKey())));
    }
    if (report.complaints() != 0) {
      out.println();
      row(report.complaints(), report.total(), words.get("report.complaints"));
    }
    out.flush();
  }

  private String reason(Reason reason) {
    return words.of("reason", reason) + words.get("title.whose", words.of("fault", reason.fault()));
  }

  private void row(long count, long total, String what) {
    out.printf(Locale.ROOT, "%,10d  %5.1f %%  %s%n", count, 100.0 * count / total, what);
  }

  private String bold(String text) {
    return ansi.enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }
}
