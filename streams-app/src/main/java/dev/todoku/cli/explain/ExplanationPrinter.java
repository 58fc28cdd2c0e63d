package dev.todoku.cli.explain;

import dev.todoku.explain.Explanation;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.Knowledge;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.Notes;
import dev.todoku.explain.OutcomeText;
import dev.todoku.explain.RecipientExplanation;
import dev.todoku.explain.Steps;
import dev.todoku.explain.SuppressionText;
import dev.todoku.explain.TimelineEntry;
import dev.todoku.remedy.MailStep;
import dev.todoku.remedy.MailSteps;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints an answer for a person. */
final class ExplanationPrinter {
  /** Select graphic rendition (ECMA-48). Not as a template: an address could be one. */
  private static final String BOLD = "\u001b[1m";

  private static final MailSteps STEPS = MailSteps.load();
  private static final String PLAIN = "\u001b[0m";
  private static final int KIND_COLUMNS = 16;
  private static final int FACT_COLUMNS = 10;
  private static final int HISTORY_SHOWN = 20;

  private final PrintWriter out;
  private final Ansi ansi;
  private final ExplanationWords words;
  private final Knowledge knowledge;
  private final Playbook playbook;
  private boolean hasLetters;

  ExplanationPrinter(
      PrintWriter out, Ansi ansi, ExplanationWords words, Knowledge knowledge, Playbook playbook) {
    this.out = out;
    this.ansi = ansi;
    this.words = words;
    this.knowledge = knowledge;
    this.playbook = playbook;
  }

  /** Adds texts to paste. */
  ExplanationPrinter withLetters(boolean wanted) {
    hasLetters = wanted;
    return this;
  }

  void print(Explanation explanation) {
    if (explanation.recipient() != null) {
      recipient(explanation.recipient(), explanation.messages());
    }
    explanation.messages().forEach(this::message);
    out.flush();
  }

  private void recipient(RecipientExplanation recipient, List<MessageExplanation> shown) {
    out.println(bold(recipient.address()));
    for (String sentence : SuppressionText.of(recipient.health(), words)) {
      boolean isWarning = sentence.equals(words.get("health.suppressed"));
      out.println(isWarning ? ansi.string("@|bold,red " + sentence + "|@") : sentence);
    }
    if (shown.size() < recipient.messages()) {
      out.println(words.get("health.more", shown.size(), recipient.messages()));
    }
    List<TimelineEntry> history = recipient.history();
    if (!history.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.history")));
      moments(history.subList(Math.max(0, history.size() - HISTORY_SHOWN), history.size()));
    }
    out.println();
  }

  private void message(MessageExplanation messageExplanation) {
    out.printf(
        "%s -> %s%s%n",
        bold(messageExplanation.messageId()),
        bold(messageExplanation.recipient()),
        provider(messageExplanation));
    out.println(OutcomeText.of(messageExplanation, words));
    out.printf("%n  %s%n%n", Drawing.of(messageExplanation, words, ansi));
    moments(messageExplanation.timeline());
    out.printf(
        "%n%s%n  %s%n",
        bold(words.get("title.todo")),
        knowledge.advice().get(messageExplanation.adviceKey()).in(words.language()));
    Notes.of(messageExplanation, knowledge, words)
        .forEach(note -> out.println("  " + Printable.of(note)));
    steps(messageExplanation);
    facts(messageExplanation);
    letter("title.letter.customer", MailStep.By.SUPPORT, messageExplanation);
    letter("title.letter.administrator", MailStep.By.RECEIVER, messageExplanation);
    out.println();
  }

  private void steps(MessageExplanation messageExplanation) {
    List<Steps.Shown> shown = new Steps(STEPS, words).of(messageExplanation);
    if (!shown.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.steps")));
    }
    int number = 0;
    for (Steps.Shown step : shown) {
      out.printf("  %d. [%s] %s%n", ++number, step.by(), Printable.of(step.text()));
      if (step.at() != null) {
        out.println("     " + words.get("step.page", step.at(), step.seen()));
      }
    }
  }

  /** A text to paste is of use where something went wrong, or is not seen. */
  private void letter(String title, MailStep.By to, MessageExplanation messageExplanation) {
    if (!hasLetters) {
      return;
    }
    out.printf("%n%s%n", bold(words.get(title)));
    new Steps(STEPS, words)
        .letter(to, messageExplanation)
        .lines()
        .forEach(line -> out.println(("  " + Printable.of(line)).stripTrailing()));
  }

  /** Empty where the provider is no more than the domain. */
  private String provider(MessageExplanation messageExplanation) {
    if (messageExplanation.outcome() == null
        || messageExplanation
            .outcome()
            .provider()
            .equals(Address.domainOf(messageExplanation.recipient()))) {
      return "";
    }
    return "  ("
        + playbook.providerName(messageExplanation.outcome().provider()).in(words.language())
        + ")";
  }

  private String evidence(TimelineEntry moment) {
    return moment.evidence() == null
        ? ""
        : words.get("evidence.beside", words.of("evidence", moment.evidence()));
  }

  private void moments(List<TimelineEntry> moments) {
    for (TimelineEntry moment : moments) {
      String kind = words.of("moment", moment.kind());
      String line =
          "  "
              + words.time(moment.time())
              + "  "
              + Columns.pad(kind, KIND_COLUMNS)
              + (moment.count() == 1 ? "" : "(× " + moment.count() + ") ")
              + Printable.of(moment.detail())
              + evidence(moment);
      out.println(line.stripTrailing());
    }
  }

  private void facts(MessageExplanation messageExplanation) {
    out.printf("%n%s%n", bold(words.get("title.facts")));
    fact("from", messageExplanation.sender());
    fact("to", messageExplanation.recipient());
    String time = messageExplanation.sentAt() == 0 ? "" : words.time(messageExplanation.sentAt());
    fact(
        "sent",
        time.isEmpty() || messageExplanation.sourceIp().isEmpty()
            ? time
            : words.get("fact.by", time, messageExplanation.sourceIp()));
    if (!messageExplanation.reply().isEmpty()) {
      fact("reply", messageExplanation.reply());
    }
    if (messageExplanation.details().subject() != null) {
      out.println(
          "  " + Printable.of(words.get("note.subject", messageExplanation.details().subject())));
    }
  }

  private void fact(String key, String value) {
    out.println(
        "  "
            + Columns.pad(words.get("fact." + key), FACT_COLUMNS)
            + (value.isEmpty() ? words.get("fact.unknown") : Printable.of(value)));
  }

  private String bold(String text) {
    return ansi.enabled() ? BOLD + Printable.of(text) + PLAIN : Printable.of(text);
  }
}
