package dev.todoku.cli.parse;

import dev.todoku.intake.sender.Reported;
import dev.todoku.schema.Reason;
import dev.todoku.text.Cells;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what a service reports, an event a line and its reply below, for a person. */
final class ReportedPrinter {
  private static final int EVENT = 12;
  private static final int RECIPIENT = 32;
  private static final int LINE = 160;
  private static final String INDENT = "    ";

  private final PrintWriter out;
  private final ParseWords words;

  ReportedPrinter(PrintWriter out, ParseWords words) {
    this.out = out;
    this.words = words;
  }

  void heading(String file, String format) {
    out.println(words.get("sender.heading", file, format));
  }

  void print(Reported reported, Optional<Reason> reason) {
    String time =
        reported.time().map(at -> words.time(at.toEpochMilli())).orElse(words.get("sender.noTime"));
    String recipient = reported.recipient().orElse(words.get("sender.noRecipient"));
    out.println(
        INDENT
            + time
            + "  "
            + Cells.left(words.of("sender.event", reported.kind()), EVENT)
            + "  "
            + Cells.left(Cells.cut(recipient, Integer.MAX_VALUE), RECIPIENT)
            + reason.map(why -> "  " + words.of(why)).orElse(""));
    String why =
        Stream.of(reported.peerReason(), reported.reply())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(": "));
    if (!why.isEmpty()) {
      out.println(INDENT + INDENT + Cells.cut(why, LINE));
    }
  }
}
