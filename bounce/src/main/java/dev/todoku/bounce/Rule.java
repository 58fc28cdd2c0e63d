package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import java.util.Arrays;
import java.util.List;

/**
 * A row that says what words mean.
 *
 * @param words all of them must stand in the reply, in the form of {@link ReplyText#words}
 * @param place {@code text-rules.tsv:17}
 */
record Rule(When when, List<String> words, Reason reason, Line line, String place) {
  private static final String AND = " & ";

  /** Of the rows {@code conditions, words, reason}. */
  static Rule of(ReasonTable.Row row) {
    try {
      return new Rule(When.of(row.cell(0)), words(row), row.reason(2), row.line(), row.place());
    } catch (IllegalArgumentException wrong) {
      String problem = String.valueOf(wrong.getMessage());
      throw problem.startsWith(row.line().file()) ? wrong : row.error(problem);
    }
  }

  private static List<String> words(ReasonTable.Row row) {
    List<String> words =
        Arrays.stream(row.cell(1).split(AND, -1)).map(ReplyText::words).distinct().toList();
    if (words.stream().anyMatch(String::isEmpty)) {
      throw row.error("no reply is compared in a form that has \"" + row.cell(1) + "\"");
    }
    return words;
  }
}
