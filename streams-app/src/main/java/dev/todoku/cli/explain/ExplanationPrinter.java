package dev.todoku.cli.explain;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.schema.Address;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

/** Prints for a person what the API answers: the same facts and sentences as the page shows. */
final class ExplanationPrinter {
  /** Select graphic rendition (ECMA-48). Not as a template: an address could be one. */
  private static final String BOLD = "\u001b[1m";

  private static final String PLAIN = "\u001b[0m";
  private static final int KIND_COLUMNS = 16;
  private static final int FACT_COLUMNS = 12;
  private static final int HISTORY_SHOWN = 20;

  /** Facts of a mail that are left out where they are not known. */
  private static final List<String> OPTIONAL_FACTS =
      List.of("queueId", "acceptedAs", "reply", "subject", "replyTo", "stream", "campaign");

  private final PrintWriter out;
  private final Ansi ansi;
  private final ExplanationWords words;
  private boolean hasLetters;

  ExplanationPrinter(PrintWriter out, Ansi ansi, ExplanationWords words) {
    this.out = out;
    this.ansi = ansi;
    this.words = words;
  }

  /** Adds texts to paste. */
  ExplanationPrinter withLetters(boolean wanted) {
    hasLetters = wanted;
    return this;
  }

  /**
   * Prints an answer.
   *
   * @param answer as {@code ExplanationJson} writes it
   */
  void print(JsonNode answer) {
    if (answer.has("recipient")) {
      recipient(answer.path("recipient"), answer.path("messages").size());
    }
    answer.path("messages").forEach(this::message);
    out.flush();
  }

  private void recipient(JsonNode recipient, int shown) {
    out.println(bold(text(recipient, "address")));
    boolean isSuppressed = recipient.path("health").path("suppressed").asBoolean(false);
    String warning = isSuppressed ? words.get("health.suppressed") : "";
    for (JsonNode sentence : recipient.path("standing")) {
      String said = Printable.of(sentence.asString());
      out.println(said.equals(warning) ? ansi.string("@|bold,red " + said + "|@") : said);
    }
    int known = recipient.path("messages").asInt();
    if (shown < known) {
      out.println(words.get("health.more", shown, known));
    }
    List<JsonNode> history = list(recipient.path("history"));
    if (!history.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.history")));
      moments(history.subList(Math.max(0, history.size() - HISTORY_SHOWN), history.size()));
    }
    out.println();
  }

  private void message(JsonNode message) {
    out.printf(
        "%s -> %s%s%n",
        bold(text(message, "messageId")), bold(text(message, "recipient")), provider(message));
    out.println(Printable.of(text(message, "verdict")));
    out.printf("%n  %s%n%n", Drawing.of(message.path("way"), ansi));
    moments(list(message.path("timeline")));
    out.printf("%n%s%n", bold(words.get("title.todo")));
    if (message.has("incident")) {
      out.println("  " + Printable.of(text(message.path("incident"), "said")));
    }
    out.println("  " + Printable.of(text(message, "advice")));
    message.path("notes").forEach(note -> out.println("  " + Printable.of(note.asString())));
    if (message.has("others")) {
      out.println("  " + Printable.of(text(message.path("others"), "said")));
    }
    dns(list(message.path("dns")));
    steps(list(message.path("steps")));
    facts(message);
    letter("title.letter.customer", message.path("letters").path("customer"));
    letter("title.letter.administrator", message.path("letters").path("administrator"));
    out.println();
  }

  private void dns(List<JsonNode> findings) {
    if (!findings.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.dns")));
    }
    for (JsonNode finding : findings) {
      out.println("  - " + Printable.of(text(finding, "said")));
      if (finding.has("fix")) {
        out.println("    " + Printable.of(text(finding, "fix")));
      }
      if (finding.has("publish")) {
        out.println("    " + words.get("dns.publish", Printable.of(text(finding, "publish"))));
      }
      if (finding.has("at")) {
        out.println("    " + Printable.of(text(finding, "at")));
      }
    }
  }

  private void steps(List<JsonNode> steps) {
    if (!steps.isEmpty()) {
      out.printf("%n%s%n", bold(words.get("title.steps")));
    }
    int number = 0;
    for (JsonNode step : steps) {
      out.printf("  %d. [%s] %s%n", ++number, text(step, "by"), Printable.of(text(step, "text")));
      if (step.hasNonNull("at")) {
        out.println("     " + words.get("step.page", text(step, "at"), text(step, "seen")));
      }
    }
  }

  /** A text to paste is of use where something went wrong, or is not seen. */
  private void letter(String title, JsonNode text) {
    if (!hasLetters || !text.isString()) {
      return;
    }
    out.printf("%n%s%n", bold(words.get(title)));
    text.asString()
        .lines()
        .forEach(line -> out.println(("  " + Printable.of(line)).stripTrailing()));
  }

  /** Empty where the provider is no more than the domain. */
  private String provider(JsonNode message) {
    String provider = message.path("outcome").path("provider").asString("");
    return provider.isEmpty() || provider.equals(Address.domainOf(text(message, "recipient")))
        ? ""
        : words.get("title.provider", Printable.of(text(message, "provider")));
  }

  private String evidence(JsonNode moment) {
    return moment.has("evidenceSaid")
        ? words.get("evidence.beside", text(moment, "evidenceSaid"))
        : "";
  }

  private void moments(List<JsonNode> moments) {
    for (JsonNode moment : moments) {
      int count = moment.path("count").asInt(1);
      String line =
          "  "
              + words.time(moment.path("time").asLong())
              + "  "
              + Columns.pad(text(moment, "said"), KIND_COLUMNS)
              + (count == 1 ? "" : "(× " + count + ") ")
              + Printable.of(text(moment, "detail"))
              + evidence(moment);
      out.println(line.stripTrailing());
    }
  }

  /** What the administrator of the other side asks for, where that side has seen the mail. */
  private void facts(JsonNode message) {
    JsonNode facts = message.path("facts");
    boolean isSeen = message.path("letters").has("administrator");
    out.printf("%n%s%n", bold(words.get(isSeen ? "title.facts" : "title.mail")));
    fact("from", text(facts, "from"));
    fact("to", text(facts, "to"));
    long sentAt = facts.path("sentAt").asLong(0);
    String time = sentAt == 0 ? "" : words.time(sentAt);
    String sourceIp = text(facts, "sourceIp");
    String by = sourceIp.isEmpty() ? text(facts, "host") : sourceIp;
    fact("sent", time.isEmpty() || by.isEmpty() ? time : words.get("fact.by", time, by));
    for (String key : OPTIONAL_FACTS) {
      String value = text(facts, key);
      if (!value.isEmpty()) {
        fact(key, value);
      }
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

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
