package dev.todoku.cli.parse;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RecipientReport;
import dev.todoku.cli.base.MailFile;
import dev.todoku.schema.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The replies of which no reason is known, alike ones together, the most frequent first. */
final class Unclassified {

  /** Replies that differ in nothing but numbers, names and addresses. */
  private static final class Group {
    private final String words;
    private final String example;
    private final String file;
    private int count;

    Group(String words, String example, String file) {
      this.words = words;
      this.example = example;
      this.file = file;
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("count", count);
      json.put("words", words);
      json.put("example", example);
      json.put("file", file);
      return json;
    }
  }

  private final Map<String, Group> groups = new HashMap<>();
  private int replies;

  void add(MailFile file) {
    if (file.reading() instanceof Reading.Report report) {
      report.recipients().stream()
          .filter(recipient -> isUnknown(recipient.diagnosis()))
          .forEach(recipient -> add(recipient, file.name()));
    }
  }

  private static boolean isUnknown(BounceDiagnosis diagnosis) {
    return diagnosis.rule() == null
        && (diagnosis.reason() == Reason.UNDEFINED || diagnosis.reason() == Reason.ON_HOLD);
  }

  private void add(RecipientReport recipient, String file) {
    String text = recipient.reply().text() == null ? "" : recipient.reply().text();
    String status = recipient.reply().status() == null ? "" : recipient.reply().status() + ' ';
    String words = status + Alike.words(text);
    groups.computeIfAbsent(words, key -> new Group(key, text, file)).count++;
    replies++;
  }

  /** For a person: how many, the words, and a file to look into. */
  String table() {
    List<String> lines = new ArrayList<>();
    for (Group group : sorted()) {
      lines.add(
          "%6d  %s".formatted(group.count, group.words.isBlank() ? "(no text)" : group.words));
      lines.add("        " + group.file);
    }
    lines.add("%6d replies in %d groups".formatted(replies, groups.size()));
    return String.join(System.lineSeparator(), lines);
  }

  /** The same for a program. */
  String json() {
    return JsonMapper.shared().writeValueAsString(sorted().stream().map(Group::json).toList());
  }

  private List<Group> sorted() {
    return groups.values().stream()
        .sorted(
            Comparator.comparingInt((Group group) -> -group.count)
                .thenComparing(group -> group.words))
        .toList();
  }
}
