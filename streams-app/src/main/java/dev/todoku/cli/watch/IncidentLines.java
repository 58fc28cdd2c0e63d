package dev.todoku.cli.watch;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Severity;
import dev.todoku.text.Cells;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An incident in lines for a terminal: in full when it opens now, in one line when it is over. */
final class IncidentLines {
  private static final String INDENT = "  ";
  private static final int FEW_STEPS = 1;
  private static final int MOST_STEPS = 3;

  private final WatchWords words;
  private final int width;
  private final String page;

  /**
   * @param width of the terminal in cells
   * @param page where the page is, empty for no link
   */
  IncidentLines(WatchWords words, int width, String page) {
    this.words = words;
    this.width = width;
    this.page = page;
  }

  /** What is new about an incident. */
  List<String> of(Alert alert) {
    return switch (alert.state()) {
      case OPEN -> opened(alert);
      case UPDATED -> List.of();
      case RESOLVED ->
          List.of(
              cut(words.say("resolved") + "  " + words.in(alert.title())),
              INDENT
                  + words.say("ended", words.time(alert.onset()), words.time(alert.resolvedAt())));
      case WITHDRAWN ->
          List.of(
              cut(words.say("withdrawn") + "  " + words.in(alert.title())),
              INDENT + words.say("withdrawn.why"));
    };
  }

  /** An incident of before, in one line. */
  String brief(Alert alert) {
    String mark = words.say("severity." + alert.severity());
    return cut(mark + "  " + words.time(alert.onset()) + "  " + words.in(alert.title()));
  }

  private List<String> opened(Alert alert) {
    List<String> lines = new ArrayList<>();
    lines.add(cut(words.say("severity." + alert.severity()) + "  " + words.in(alert.title())));
    Evidence evidence = alert.evidence();
    lines.add(
        INDENT
            + words.say(
                "since",
                words.time(alert.onset()),
                evidence.failures(),
                Math.max(evidence.failures(), evidence.attempts())));
    evidence.samples().stream()
        .filter(sample -> sample.reply() != null && sample.reply().text() != null)
        .findFirst()
        .map(sample -> words.say("reply", sample.recipient(), sample.reply().text()))
        .ifPresent(reply -> lines.add(INDENT + Cells.cut(reply, width - INDENT.length())));
    int steps = alert.severity() == Severity.ADVICE ? FEW_STEPS : MOST_STEPS;
    int number = 1;
    for (RemedyStep step : alert.remedy().stream().limit(steps).toList()) {
      List<String> wrapped = Cells.wrap(words.in(step.text()), width - INDENT.length() - 4);
      String begin = number++ + ". ";
      for (String part : wrapped) {
        lines.add(INDENT + begin + part);
        begin = "   ";
      }
      if (step.where() != null) {
        lines.add(INDENT + "   → " + step.where());
      }
    }
    if (!page.isEmpty()) {
      lines.add(
          INDENT
              + page
              + "#/incidents/"
              + URLEncoder.encode(alert.incidentId(), StandardCharsets.UTF_8));
    }
    return lines;
  }

  private String cut(String text) {
    return Cells.cut(text, width);
  }
}
