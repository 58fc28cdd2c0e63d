package dev.todoku.cli.parse;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.schema.Reason;
import dev.todoku.text.Cells;
import java.io.PrintWriter;
import java.util.Optional;

/** Prints what senders report, for a person. */
final class ReportedPrinter {
  private static final int LINE = 100;
  private static final int LABEL = 12;

  private final PrintWriter out;
  private final Words words;

  ReportedPrinter(PrintWriter out, Words words) {
    this.out = out;
    this.words = words;
  }

  /** {@code reason}: what the reply means by the rules; null for what is no failure. */
  void print(String file, Reported report, Reason reason) {
    String recipient = report.recipient().orElse(words.get("report.noRecipient"));
    String kind = words.of("report", report.kind());
    out.println(Cells.cut(recipient + "  " + kind + permanence(report), LINE));
    fact("reason", Optional.ofNullable(reason).map(words::of));
    fact("reply", report.reply());
    fact("server", Optional.ofNullable(report.details().get(ReportedDetail.REMOTE_HOST)));
    fact("messageId", report.messageId());
    fact("queueId", report.providerId());
    fact("time", report.time().map(time -> words.time(time.toEpochMilli())));
    fact("place", Optional.of(file + ':' + (report.index() + 1)));
  }

  private String permanence(Reported report) {
    boolean isDead = report.permanent().orElse(false);
    return isDead ? words.get("report.permanent") : "";
  }

  private void fact(String label, Optional<String> value) {
    if (value.isEmpty()) {
      return;
    }
    String name = words.get("fact." + label);
    for (String line : Cells.wrap(value.get(), LINE - LABEL)) {
      out.println("    " + Cells.left(name, LABEL) + line);
      name = "";
    }
  }
}
