package dev.todoku.cli.parse;

import dev.todoku.bounce.Action;
import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.BounceIdentity;
import dev.todoku.bounce.Hints;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RecipientReport;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.RuleMatch;
import dev.todoku.cli.base.MailFile;
import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.Fault;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.TlsReport;
import dev.todoku.text.Cells;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Prints what a message says, for a person. */
final class ReadingPrinter {
  /** Select graphic rendition (ECMA-48). Not as a template: an address could be one. */
  private static final String BOLD = "\u001b[1m";

  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private static final int LINE = 100;
  private static final int LABEL = 12;

  private final PrintWriter out;
  private final Ansi ansi;
  private final ParseWords words;
  private final Function<RefusedReply, List<RuleMatch>> evidence;

  /**
   * @param evidence the rows to print below the one that decided
   */
  ReadingPrinter(
      PrintWriter out,
      Ansi ansi,
      ParseWords words,
      Function<RefusedReply, List<RuleMatch>> evidence) {
    this.evidence = evidence;
    this.out = out;
    this.ansi = ansi;
    this.words = words;
  }

  void print(MailFile file) {
    if (file.reading() instanceof Reading.Report report) {
      out.println(style(BOLD, file.name()) + "  " + words.of("readBy", report.readBy()));
      identity(report.identity());
      report.recipients().forEach(recipient -> recipient(report, recipient));
    } else if (file.reading() instanceof Reading.Aggregate about) {
      out.println(style(BOLD, file.name()) + "  " + words.get("aggregateReport"));
      about.reports().forEach(this::aggregateReport);
    } else if (file.reading() instanceof Reading.Unsubscribe mail) {
      out.println(style(BOLD, file.name()) + "  " + words.get("unsubscribe"));
      fact("author", harmless(mail.author()));
      fact("messageId", mail.messageId());
    } else if (file.reading() instanceof Reading.NotABounce other) {
      out.println(style(BOLD, file.name()) + "  " + words.get("notABounce", harmless(other.why())));
    } else if (file.reading() instanceof Reading.NotUnderstood unknown) {
      out.println(
          style(BOLD, file.name()) + "  " + words.get("notUnderstood", harmless(unknown.why())));
    }
    out.println();
  }

  private void aggregateReport(AggregateReport report) {
    out.println(
        "  "
            + style(BOLD, report.domain())
            + "  "
            + words.get(report instanceof DmarcReport ? "dmarc" : "tls"));
    fact("reportedBy", harmless(report.reporter()));
    fact("time", words.time(report.time()));
    if (report instanceof DmarcReport dmarc) {
      dmarc.rows().forEach(row -> fact("mail", words.dmarcRow(row)));
      fact("mail", dmarc.omitted() == 0 ? null : words.get("dmarc.omitted", dmarc.omitted()));
    } else if (report instanceof TlsReport tls) {
      fact("sessions", words.get("tls.sessions", tls.successful(), tls.failed()));
      tls.failures().forEach(failure -> fact("failure", words.tlsFailure(failure)));
    }
  }

  private void identity(BounceIdentity identity) {
    fact("messageId", identity.original().messageId());
    fact("subject", identity.original().subject());
    fact("envelopeId", identity.envelopeId());
    fact("queueId", identity.queueId());
    fact("reportedBy", identity.reportingHost());
  }

  private void recipient(Reading.Report report, RecipientReport recipient) {
    String address = recipient.recipient() == null ? words.get("hidden") : recipient.recipient();
    out.println("  " + style(BOLD, address) + "  " + words.of("action", recipient.action()));
    fact("sentTo", recipient.originalRecipient());
    if (recipient.action() != Action.DELIVERED && recipient.action() != Action.RELAYED) {
      diagnosis(recipient.diagnosis());
      for (RuleMatch row : evidence.apply(report.refusal(recipient))) {
        fact(
            "evidence",
            row.place()
                + ": "
                + row.reason()
                + (row.isDecisive() ? ", " + words.get("decided") : ""));
      }
    }
    reply(recipient.reply());
    fact("server", recipient.remoteHost());
    fact("time", words.time(recipient.time()));
  }

  private void diagnosis(BounceDiagnosis diagnosis) {
    fact(
        "reason",
        diagnosis.reason()
            + ": "
            + words.of(diagnosis.reason())
            + (diagnosis.fault() == Fault.NONE
                ? ""
                : "; " + words.get("whose", words.of("fault", diagnosis.fault()))));
    if (diagnosis.addressIsDead()) {
      out.println("    " + " ".repeat(LABEL) + style(RED, words.get("dead")));
    }
    String sure = words.of("confidence", diagnosis.confidence());
    fact("rule", diagnosis.rule() == null ? sure : diagnosis.rule() + ", " + sure);
    hints(diagnosis.hints()).forEach(hint -> fact("hint", hint));
  }

  private List<String> hints(Hints hints) {
    List<String> said = new ArrayList<>();
    if (hints.sizeLimit() > 0) {
      said.add(words.get("hint.sizeLimit", String.format("%,d", hints.sizeLimit())));
    }
    if (hints.waitSeconds() > 0) {
      said.add(words.get("hint.wait", hints.waitSeconds()));
    }
    if (hints.scope() != null) {
      said.add(words.get("hint.scope", words.of("scope", hints.scope())));
    }
    if (hints.listing() != null) {
      said.add(words.get("hint.listing", hints.listing()));
    }
    return said;
  }

  private void reply(SmtpReply reply) {
    List<String> parts = new ArrayList<>();
    String text = reply.text() == null ? "" : reply.text();
    if (reply.code() != 0 && !text.startsWith(String.valueOf(reply.code()))) {
      parts.add(String.valueOf(reply.code()));
    }
    if (reply.status() != null && !text.contains(reply.status())) {
      parts.add(reply.status());
    }
    parts.add(text);
    fact("reply", String.join(" ", parts).strip());
    fact("command", reply.command());
  }

  /** Nothing where there is no value. */
  private void fact(String label, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    String name = words.get("fact." + label);
    for (String line : Cells.wrap(value, LINE - LABEL)) {
      out.println("    " + Cells.left(name, LABEL) + line);
      name = "";
    }
  }

  private String style(String rendition, String text) {
    return ansi.enabled() ? rendition + harmless(text) + PLAIN : harmless(text);
  }

  private static String harmless(String text) {
    return Cells.cut(text, Integer.MAX_VALUE);
  }
}
