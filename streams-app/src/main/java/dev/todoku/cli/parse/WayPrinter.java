package dev.todoku.cli.parse;

import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.HopRule;
import dev.todoku.hop.MessageWay;
import dev.todoku.hop.WayStep;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import dev.todoku.text.Cells;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Prints the way of a message to one recipient, for a person. */
final class WayPrinter {
  private static final int LINE = 100;
  private static final int LABEL = 12;

  private final PrintWriter out;
  private final Ansi ansi;
  private final ParseWords words;

  WayPrinter(PrintWriter out, Ansi ansi, ParseWords words) {
    this.out = out;
    this.ansi = ansi;
    this.words = words;
  }

  void print(MessageWay way) {
    String name = way.last().hop().name();
    String server = name == null ? words.get("hop.unknown") : name;
    heading(way.recipient(), words.get("way.status." + way.status(), server));
    fact("messageId", way.messageId());
    if (way.fault() != Fault.NONE) {
      String whose = words.get("whose", words.of("fault", way.fault()));
      fact("reason", words.of(way.reason()) + words.get("way.separator") + whose);
    }
    if (way.temporaryReason() != null) {
      fact("lastReason", words.of(way.temporaryReason()));
    }
    if (way.addressIsDead()) {
      fact("address", words.get("dead"));
    }
    fact("provider", way.provider());
    way.steps().forEach(this::step);
    out.println();
  }

  void print(Rejection rejection) {
    heading(rejection.recipient(), words.get("way.status.REJECTED"));
    fact("time", words.time(rejection.time()));
    fact("client", rejection.client());
    fact("reason", words.of(rejection.reason()));
    fact("reply", text(rejection.reply()));
    out.println();
  }

  private void step(WayStep step) {
    HopAttempt attempt = step.attempt();
    String name = step.hop().name() == null ? words.get("hop.unknown") : step.hop().name();
    HopRule rule = step.hop().because();
    fact("way", words.time(attempt.time()) + "  " + step.host() + ' ' + step.queueId());
    more(
        words.get(
            "way.step",
            name,
            words.of("hop.kind", step.hop().kind()),
            words.of("hop.rule", rule),
            words.of("way.result", attempt.result())));
    more(text(attempt.reply()));
  }

  private void heading(String recipient, String status) {
    String plain = Cells.cut(recipient, Integer.MAX_VALUE);
    out.println((ansi.enabled() ? "\u001b[1m" + plain + "\u001b[0m" : plain) + "  " + status);
  }

  private static String text(SmtpReply reply) {
    return reply.text() == null ? "" : reply.text();
  }

  private void fact(String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines(words.get("fact." + label), value);
    }
  }

  private void more(String value) {
    if (!value.isEmpty()) {
      lines("", value);
    }
  }

  private void lines(String label, String value) {
    String name = label;
    for (String line : Cells.wrap(Cells.cut(value, Integer.MAX_VALUE), LINE - LABEL)) {
      out.println("    " + Cells.left(name, LABEL) + line);
      name = "";
    }
  }
}
