package dev.todoku.cli.check;

import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.domaincheck.DomainReport;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.text.Cells;
import dev.todoku.text.Language;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine.Help.Ansi;

/** A report for a person: the findings, what to do below each, and a last line that sums up. */
final class DomainReportPrinter {
  /** Select graphic rendition (ECMA-48). Not as a template: a record could be one. */
  private static final String BOLD = "\u001b[1m";

  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  private static final int LINE = 100;
  private static final int MARK = 10;
  private static final int LABEL = 12;

  /** Records that say what is wrong may be long; what they say is in the sentence above. */
  private static final int ANSWER = 300;

  private final PrintWriter out;
  private final Ansi ansi;
  private final Language language;
  private final ResourceBundle words;

  DomainReportPrinter(PrintWriter out, Ansi ansi, Language language) {
    this.out = out;
    this.ansi = ansi;
    this.language = language;
    this.words = language.bundle("dev.todoku.cli.check.words");
  }

  void print(DomainReport report) {
    out.println(style(BOLD, report.request().domain()) + "  " + route(report));
    if (!report.meant().isEmpty()) {
      out.println(words.getString("meant") + " " + String.join(", ", report.meant()));
    }
    out.println();
    report.findings().forEach(this::finding);
    out.println();
    out.println(style(BOLD, summary(report)));
  }

  private String route(DomainReport report) {
    String state = words.getString("route." + report.route().state());
    return state
        .replace("{provider}", harmless(report.route().provider()))
        .replace("{servers}", harmless(String.join(", ", report.route().servers())));
  }

  private void finding(PostureFinding finding) {
    String mark = Cells.left(words.getString("level." + finding.level()), MARK);
    String indent = " ".repeat(MARK);
    String start = style(colour(finding.level()), mark);
    for (String line : Cells.wrap(finding.text().in(language.code()), LINE - MARK)) {
      out.println(start + line);
      start = indent;
    }
    if (finding.level() == Level.OK) {
      return;
    }
    fact("asked", finding.asked() + "  (" + finding.rfc() + ")");
    if (finding.answered() != null) {
      fact("answered", Cells.cut(finding.answered(), ANSWER));
    }
    if (finding.fix() != null) {
      fact("fix", finding.fix().in(language.code()));
    }
    if (finding.publish() != null) {
      // Not wrapped: it is there to be copied.
      String label = Cells.left(words.getString("publish"), LABEL);
      out.println(indent + style(DIM, label) + harmless(finding.publish()));
    }
  }

  private void fact(String key, String value) {
    String label = words.getString(key);
    for (String line : Cells.wrap(value, LINE - MARK - LABEL)) {
      out.println(" ".repeat(MARK) + style(DIM, Cells.left(label, LABEL)) + line);
      label = "";
    }
  }

  private String summary(DomainReport report) {
    StringBuilder summary = new StringBuilder();
    for (Level level : Level.values()) {
      long count = report.findings().stream().filter(f -> f.level() == level).count();
      if (count > 0) {
        summary.append(summary.isEmpty() ? "" : ", ");
        summary.append(words.getString("level." + level).toLowerCase(Locale.ROOT));
        summary.append(' ').append(count);
      }
    }
    return summary.toString();
  }

  private static String colour(Level level) {
    return switch (level) {
      case OK -> GREEN;
      case NOTE -> DIM;
      case UNKNOWN, WARNING -> YELLOW;
      case ERROR -> RED;
    };
  }

  private String style(String rendition, String text) {
    return ansi.enabled() ? rendition + harmless(text) + PLAIN : harmless(text);
  }

  private static String harmless(String text) {
    return Cells.cut(text, Integer.MAX_VALUE);
  }
}
