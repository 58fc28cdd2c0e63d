package dev.todoku.cli.watch;

import dev.todoku.remedy.Playbook;
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
  private static final Playbook PLAYBOOK = Playbook.load();
  private static final String INDENT = "  ";
  private static final int FEW_STEPS = 1;
  private static final int MOST_STEPS = 3;
  private static final int MOST_REPLY_LINES = 3;

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
              cut(words.say("resolved") + "  " + words.in(PLAYBOOK.headline(alert))),
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
    lines.add("");
    String title = words.say("severity." + alert.severity()) + "  " + words.in(alert.title());
    String indent = "";
    for (String part : Cells.wrap(title, width - INDENT.length())) {
      lines.add(indent + part);
      indent = INDENT;
    }
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
        .map(sample -> words.say("reply", sample.recipient(), sample.reply().text()))
        .findFirst()
        .ifPresent(reply -> lines.addAll(few(reply)));
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
      lines.add(INDENT + page + "#/incidents/" + inFragment(alert.incidentId()));
    }
    return lines;
  }

  /** What is wrong is often said at the end of a reply, such as whose list one is on. */
  private List<String> few(String reply) {
    List<String> wrapped = Cells.wrap(reply, width - INDENT.length());
    List<String> lines =
        new ArrayList<>(wrapped.subList(0, Math.min(MOST_REPLY_LINES, wrapped.size())));
    if (wrapped.size() > MOST_REPLY_LINES) {
      String last = lines.remove(MOST_REPLY_LINES - 1);
      lines.add(Cells.cut(last + " " + wrapped.get(MOST_REPLY_LINES), width - INDENT.length()));
    }
    return lines.stream().map(line -> INDENT + line).toList();
  }

  /**
   * These may stand in a fragment as they are (RFC 3986 section 3.5), and a link is to be short.
   */
  private static String inFragment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3D", "=")
        .replace("%2C", ",")
        .replace("%3A", ":")
        .replace("%40", "@");
  }

  private String cut(String text) {
    return Cells.cut(text, width);
  }
}
