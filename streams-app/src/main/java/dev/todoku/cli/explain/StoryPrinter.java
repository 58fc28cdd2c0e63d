package dev.todoku.cli.explain;

import dev.todoku.remedy.MailStep;
import dev.todoku.remedy.MailSteps;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.story.Explanation;
import dev.todoku.story.Knowledge;
import dev.todoku.story.MessageStory;
import dev.todoku.story.Moment;
import dev.todoku.story.Notes;
import dev.todoku.story.RecipientStory;
import dev.todoku.story.Standing;
import dev.todoku.story.Steps;
import dev.todoku.story.Verdict;
import dev.todoku.story.Words;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints an answer for a person. */
final class StoryPrinter {
  /** Select graphic rendition (ECMA-48). Not as a template: an address could be one. */
  private static final String BOLD = "\u001b[1m";

  private static final MailSteps STEPS = MailSteps.load();
  private static final String PLAIN = "\u001b[0m";
  private static final int KIND_COLUMNS = 16;
  private static final int FACT_COLUMNS = 10;
  private static final int HISTORY_SHOWN = 20;

  private final PrintWriter out;
  private final Ansi ansi;
  private final Words words;
  private final Knowledge knowledge;
  private final Playbook playbook;
  private boolean hasLetters;

  StoryPrinter(PrintWriter out, Ansi ansi, Words words, Knowledge knowledge, Playbook playbook) {
    this.out = out;
    this.ansi = ansi;
    this.words = words;
    this.knowledge = knowledge;
    this.playbook = playbook;
  }

  /** Adds texts to paste. */
  StoryPrinter withLetters(boolean wanted) {
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

  private void recipient(RecipientStory recipient, List<MessageStory> shown) {
    out.println(bold(recipient.address()));
    for (String sentence : Standing.of(recipient.health(), words)) {
      boolean isWarning = sentence.equals(words.get("health.suppressed"));
      out.println(isWarning ? ansi.string("@|bold,red " + sentence + "|@") : sentence);
    }
    if (shown.size() < recipient.messages()) {
      out.println(words.get("health.more", shown.size(), recipient.messages()));
    }
    List<Moment> history = recipient.history();
    if (!history.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.history")));
      moments(history.subList(Math.max(0, history.size() - HISTORY_SHOWN), history.size()));
    }
    out.println();
  }

  private void message(MessageStory story) {
    out.printf("%s -> %s%s%n", bold(story.messageId()), bold(story.recipient()), provider(story));
    out.println(Verdict.of(story, words));
    out.printf("%n  %s%n%n", Drawing.of(story, words, ansi));
    moments(story.timeline());
    out.printf(
        "%n%s%n  %s%n",
        bold(words.get("title.todo")),
        knowledge.advice().get(story.adviceKey()).in(words.language()));
    Notes.of(story, knowledge, words).forEach(note -> out.println("  " + Printable.of(note)));
    steps(story);
    facts(story);
    letter("title.letter.customer", MailStep.By.SUPPORT, story);
    letter("title.letter.administrator", MailStep.By.RECEIVER, story);
    out.println();
  }

  private void steps(MessageStory story) {
    List<Steps.Shown> shown = new Steps(STEPS, words).of(story);
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
  private void letter(String title, MailStep.By to, MessageStory story) {
    if (!hasLetters) {
      return;
    }
    out.printf("%n%s%n", bold(words.get(title)));
    new Steps(STEPS, words)
        .letter(to, story)
        .lines()
        .forEach(line -> out.println(("  " + Printable.of(line)).stripTrailing()));
  }

  /** Empty where the provider is no more than the domain. */
  private String provider(MessageStory story) {
    if (story.outcome() == null
        || story.outcome().provider().equals(Address.domainOf(story.recipient()))) {
      return "";
    }
    return "  (" + playbook.providerName(story.outcome().provider()).in(words.language()) + ")";
  }

  private String evidence(Moment moment) {
    return moment.evidence() == null
        ? ""
        : words.get("evidence.beside", words.of("evidence", moment.evidence()));
  }

  private void moments(List<Moment> moments) {
    for (Moment moment : moments) {
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

  private void facts(MessageStory story) {
    out.printf("%n%s%n", bold(words.get("title.facts")));
    fact("from", story.sender());
    fact("to", story.recipient());
    String time = story.sentAt() == 0 ? "" : words.time(story.sentAt());
    fact(
        "sent",
        time.isEmpty() || story.sourceIp().isEmpty()
            ? time
            : words.get("fact.by", time, story.sourceIp()));
    if (!story.reply().isEmpty()) {
      fact("reply", story.reply());
    }
    if (story.details().subject() != null) {
      out.println("  " + Printable.of(words.get("note.subject", story.details().subject())));
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
