package dev.todoku.cli.demo;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.text.Cells;
import java.util.ArrayList;
import java.util.List;

/** An alert with its evidence and what to do. */
final class AlertBlock {
  private static final String INDENT = "  ";
  private static final int ALL = Integer.MAX_VALUE;

  private final DemoWords words;
  private final int width;

  AlertBlock(DemoWords words, int width) {
    this.words = words;
    this.width = width;
  }

  /**
   * An incident as it stands.
   *
   * @param steps how many steps of the remedy at most
   */
  List<Row> of(IncidentHistory incident, int steps) {
    List<Row> rows = new ArrayList<>();
    rows.add(head(incident.latest()));
    rows.add(line(began(incident.opened())));
    if (!incident.isOpen()) {
      boolean isWithdrawn = incident.latest().state() == Alert.State.WITHDRAWN;
      rows.add(line(isWithdrawn ? words.say("alert.withdrawn") : ended(incident.latest())));
      return rows;
    }
    if (incident.latest().revision() > incident.opened().revision()) {
      rows.add(line(goesOn(incident.latest())));
    }
    evidence(incident.opened()).forEach(text -> rows.add(line(text)));
    remedy(incident.opened(), steps).forEach(text -> rows.add(line(text)));
    return rows;
  }

  /** One alert as news: in full when it opens, one or two lines after that. */
  List<Row> news(Alert alert) {
    return switch (alert.state()) {
      case OPEN ->
          of(new IncidentHistory(alert, alert), alert.severity() == Severity.ADVICE ? 1 : ALL);
      case UPDATED -> List.of(head(alert));
      case RESOLVED -> List.of(head(alert), line(ended(alert)));
      case WITHDRAWN -> List.of(head(alert), line(words.say("alert.withdrawn")));
    };
  }

  private Row head(Alert alert) {
    boolean isOver = !alert.state().isOpen();
    String text = mark(alert) + "  " + words.in(Playbook.load().headline(alert));
    return new Row(Cells.cut(text, width), isOver ? Row.Tone.GOOD : Row.Tone.ALARM);
  }

  private String mark(Alert alert) {
    return switch (alert.state()) {
      case OPEN, UPDATED -> words.say("severity." + alert.severity());
      case RESOLVED -> words.say("resolved");
      case WITHDRAWN -> words.say("withdrawn");
    };
  }

  private String began(Alert alert) {
    Evidence evidence = alert.evidence();
    if (!new IncidentHistory(alert, alert).isBlock()) {
      return words.say(
          "alert.day",
          words.time(alert.onset()),
          words.time(alert.time()),
          evidence.failures(),
          evidence.attempts());
    }
    return words.say(
        "alert.since",
        words.time(alert.onset()),
        words.time(alert.time()),
        words.duration(alert.time() - alert.onset()),
        evidence.failures(),
        evidence.attempts());
  }

  private String goesOn(Alert alert) {
    Evidence evidence = alert.evidence();
    return words.say(
        "alert.now", words.time(alert.time()), evidence.failures(), evidence.attempts());
  }

  private String ended(Alert alert) {
    return words.say(
        "alert.resolved",
        words.time(alert.onset()),
        words.timeSince(alert.onset(), alert.resolvedAt()),
        words.duration(alert.resolvedAt() - alert.onset()));
  }

  private List<String> evidence(Alert alert) {
    List<String> lines = new ArrayList<>();
    Scope scope = alert.scope();
    if (scope.sourceIp() != null && scope.provider() != null) {
      lines.add(words.say("alert.facts", scope.sourceIp(), words.provider(scope.provider())));
    } else if (scope.fromDomain() != null) {
      lines.add(words.say("alert.facts.domain", scope.fromDomain()));
    }
    alert.evidence().samples().stream()
        .filter(sample -> sample.reply() != null && sample.reply().text() != null)
        .map(
            sample ->
                words.say(
                    "alert.reply",
                    words.time(sample.time()),
                    sample.recipient(),
                    sample.reply().text()))
        .findFirst()
        .ifPresent(lines::add);
    return lines;
  }

  private List<String> remedy(Alert alert, int most) {
    List<String> lines = new ArrayList<>();
    List<RemedyStep> steps = alert.remedy();
    for (int i = 0; i < Math.min(most, steps.size()); i++) {
      RemedyStep step = steps.get(i);
      String text = words.say("alert.step", i + 1, words.in(step.text()));
      List<String> wrapped = Cells.wrap(text, width - INDENT.length() - 3);
      lines.add(wrapped.get(0));
      wrapped.stream().skip(1).map(rest -> "   " + rest).forEach(lines::add);
      if (step.where() != null) {
        lines.add(words.say("alert.where", step.where()));
      }
    }
    return lines;
  }

  private Row line(String text) {
    return Row.plain(INDENT + Cells.cut(text, width - INDENT.length()));
  }
}
