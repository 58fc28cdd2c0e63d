package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.ArrayList;
import java.util.List;

/** What the words of a reply say: {@code text-rules.tsv}, in order. */
final class TextRules {
  private static final String ANY_STATUS = "*";

  private record Rule(String statusPrefix, List<String> words, Reason reason) {

    boolean matches(String status, String text) {
      return status.startsWith(statusPrefix) && words.stream().allMatch(text::contains);
    }

    /** Whether every reply that {@code later} matches is matched by this rule. */
    boolean hides(Rule later) {
      return later.statusPrefix.startsWith(statusPrefix)
          && words.stream().allMatch(mine -> later.words.stream().anyMatch(w -> w.contains(mine)));
    }
  }

  private final List<Rule> rules;

  private TextRules(List<Rule> rules) {
    this.rules = rules;
  }

  static TextRules of(ReasonTable table) {
    List<Rule> rules = new ArrayList<>();
    for (ReasonTable.Row row : table.rows()) {
      Rule rule =
          new Rule(
              row.cell(0).equals(ANY_STATUS) ? "" : row.cell(0),
              List.of(row.cell(1).split(" & ")),
              row.reason(2));
      for (String words : rule.words) {
        if (!words.equals(ReplyText.words(words))) {
          throw row.error("no reply is compared in a form that has \"" + words + "\"");
        }
      }
      rules.stream()
          .filter(earlier -> earlier.hides(rule))
          .findFirst()
          .ifPresent(
              earlier -> {
                throw row.error("never matches: " + earlier.words + " stands above");
              });
      rules.add(rule);
    }
    return new TextRules(List.copyOf(rules));
  }

  /**
   * What the first rule that matches says, {@link Reason#UNDEFINED} when none does.
   *
   * @param status enhanced status of the reply, empty when it has none
   * @param words the reply in the form of {@link ReplyText#words}
   */
  Reason match(String status, String words) {
    for (Rule rule : rules) {
      if (rule.matches(status, words)) {
        return rule.reason;
      }
    }
    return Reason.UNDEFINED;
  }
}
