package dev.todoku.bounce;

import java.util.List;
import java.util.Locale;

/**
 * The status codes that mail services show to their customers: {@code service-codes.tsv}. A reply
 * gives one as the name of the service and the code, {@code SHANON 42550}.
 */
final class ServiceCodes {
  private static final When ALWAYS = When.of("*");

  private ServiceCodes() {}

  /** A rule for each of the rows {@code service, code, reason, meaning}. */
  static List<Rule> rules(ReasonTable table) {
    return table.rows().stream().map(ServiceCodes::rule).toList();
  }

  private static Rule rule(ReasonTable.Row row) {
    String words = ReplyText.words(row.cell(0).toLowerCase(Locale.ROOT) + ' ' + row.cell(1));
    return new Rule(ALWAYS, List.of(words), row.reason(2), row.line(), row.place());
  }
}
