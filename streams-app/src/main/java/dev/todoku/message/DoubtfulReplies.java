package dev.todoku.message;

import dev.todoku.schema.ReasonBy;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Refusals that call an address unknown and may mean something else: guesses of the rules, and what
 * providers are known to answer for mail that they filter ({@code doubtful-replies.tsv}). One such
 * refusal of a first mail does not cost an address.
 */
final class DoubtfulReplies {
  private static final String ANY = "*";
  private static final String ALWAYS = "-";

  private final List<Row> rows;

  /**
   * Of one provider.
   *
   * @param provider its name, or any
   * @param status enhanced status code without its class: {@code 1.1}
   * @param until when it ceased to, epoch milliseconds
   */
  private record Row(String provider, String status, long until) {
    boolean holdsFor(FinalRefusal refusal, String of) {
      String said = refusal.reply().status();
      return (provider.equals(ANY) || provider.equals(of))
          && said != null
          && said.endsWith("." + status)
          && refusal.at() < until;
    }
  }

  private DoubtfulReplies(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads the table that ships with Todoku.
   *
   * @throws IllegalArgumentException with file and line when it is wrong
   */
  static DoubtfulReplies load() {
    return new DoubtfulReplies(
        Table.read(DoubtfulReplies.class, "doubtful-replies.tsv").stream()
            .map(DoubtfulReplies::row)
            .toList());
  }

  private static Row row(Line line) {
    List<String> cells = line.cells(4);
    if (!cells.get(1).matches("\\d\\.\\d{1,3}")) {
      throw line.error("a status is written without its class, as 1.1");
    }
    long until =
        cells.get(2).equals(ALWAYS)
            ? Long.MAX_VALUE
            : LocalDate.parse(cells.get(2)).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new Row(cells.get(0), cells.get(1), until);
  }

  /** Whether a refusal of {@code provider} may mean something else than what it says. */
  boolean covers(FinalRefusal refusal, String provider) {
    return refusal.by() == ReasonBy.GUESS
        || (refusal.by() == ReasonBy.RULES
            && rows.stream().anyMatch(row -> row.holdsFor(refusal, provider)));
  }
}
