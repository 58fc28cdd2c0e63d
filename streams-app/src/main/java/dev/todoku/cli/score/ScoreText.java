package dev.todoku.cli.score;

import dev.todoku.schema.Reason;
import dev.todoku.text.Cells;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A score for a person, and for a program. */
record ScoreText(Score score) {
  private static final int REPLY = 160;

  String table() {
    List<String> lines = new ArrayList<>();
    misses(lines);
    reasons(lines);
    confusion(lines);
    lines.add("");
    lines.add(summary("reason right", score.reasonsRight()));
    lines.add(summary("dead address right", score.deadRight()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-20s precision %.3f, recall %.3f",
            "called dead",
            score.deadPrecision(),
            score.deadRecall()));
    return String.join(System.lineSeparator(), lines);
  }

  private String summary(String what, long right) {
    return String.format(
        Locale.ROOT,
        "%-20s %d of %d, %.1f %%",
        what,
        right,
        score.total(),
        100 * Score.share(right, score.total()));
  }

  private void misses(List<String> lines) {
    for (ScoredRecipient miss : score.misses()) {
      lines.add(
          "%s  expected %s%s, found %s%s by %s"
              .formatted(
                  miss.place(),
                  names(miss),
                  dead(miss.expected().dead()),
                  miss.reason(),
                  dead(miss.diagnosis().addressIsDead()),
                  miss.diagnosis().rule()));
      lines.add("    " + Cells.cut(miss.said(), REPLY));
    }
  }

  private static String names(ScoredRecipient miss) {
    return miss.expected().reasons().stream().map(Reason::name).collect(Collectors.joining(" or "));
  }

  private static String dead(boolean dead) {
    return dead ? " (dead)" : "";
  }

  private void reasons(List<String> lines) {
    lines.add("");
    lines.add(
        String.format(Locale.ROOT, "%-20s %8s %8s %8s", "reason", "expected", "right", "found"));
    score
        .byReason()
        .forEach(
            (reason, row) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%-20s %8d %8d %8d",
                        reason,
                        row.expected(),
                        row.right(),
                        row.found())));
  }

  private void confusion(List<String> lines) {
    lines.add("");
    lines.add("expected: found instead");
    score
        .confusion()
        .forEach(
            (expected, found) ->
                lines.add(
                    expected
                        + ": "
                        + found.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "))));
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", score.total());
    json.put("reasonsRight", score.reasonsRight());
    json.put("deadRight", score.deadRight());
    json.put("deadPrecision", score.deadPrecision());
    json.put("deadRecall", score.deadRecall());
    json.put("byReason", score.byReason());
    json.put("confusion", score.confusion());
    json.put("misses", score.misses().stream().map(ScoreText::miss).toList());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Object> miss(ScoredRecipient miss) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", miss.expected().file());
    json.put("index", miss.expected().index());
    json.put("expected", miss.expected().reasons());
    json.put("expectedDead", miss.expected().dead());
    json.put("found", miss.reason());
    json.put("foundDead", miss.diagnosis().addressIsDead());
    json.put("rule", miss.diagnosis().rule());
    json.put("said", miss.said());
    return json;
  }
}
