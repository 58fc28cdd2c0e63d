package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What enhanced status codes (RFC 3463) say: {@code enhanced-status.tsv}. */
final class StatusTable {

  /** How far a code can be trusted. */
  enum Trust {
    /** The code alone decides. */
    SPECIFIC,
    /** It decides unless the reply has words that clearly say something else. */
    LIKELY,
    /** Servers use it for many things: it decides when no words do. */
    VAGUE
  }

  /**
   * What a code says.
   *
   * @param place the row that says it, null when none does
   */
  record Meaning(Reason reason, Trust trust, @Nullable String place) {}

  private static final Meaning NOTHING = new Meaning(Reason.UNDEFINED, Trust.VAGUE, null);

  /** Details of it that nobody registered are about senders as often as about recipients. */
  private static final String OF_ADDRESS = ".1.";

  private static final Pattern ROW = Pattern.compile("[x245]\\.\\d{1,3}\\.\\d{1,3}");

  private final Map<String, Meaning> meanings;

  private StatusTable(Map<String, Meaning> meanings) {
    this.meanings = meanings;
  }

  static StatusTable of(ReasonTable table) {
    Map<String, Meaning> meanings = new HashMap<>();
    for (ReasonTable.Row row : table.rows()) {
      String status = row.cell(0);
      if (!ROW.matcher(status).matches()) {
        throw row.error(status + " is no enhanced status");
      }
      if (meanings.put(status, new Meaning(row.reason(2), trust(row), row.place())) != null) {
        throw row.error(status + " has a row already");
      }
    }
    return new StatusTable(Map.copyOf(meanings));
  }

  private static Trust trust(ReasonTable.Row row) {
    return switch (row.cell(1)) {
      case "specific" -> Trust.SPECIFIC;
      case "likely" -> Trust.LIKELY;
      case "vague" -> Trust.VAGUE;
      default -> throw row.error("expected specific, likely or vague: " + row.cell(1));
    };
  }

  /** What {@code status} says; null and what is no code say nothing. */
  Meaning of(@Nullable String status) {
    if (status == null || status.isEmpty() || "245".indexOf(status.charAt(0)) < 0) {
      return NOTHING;
    }
    Meaning known = withClassOrAny(status);
    if (known != null) {
      return known;
    }
    int detail = status.lastIndexOf('.');
    if (status.startsWith(OF_ADDRESS, 1)) {
      return NOTHING;
    }
    Meaning subject = detail < 0 ? null : withClassOrAny(status.substring(0, detail) + ".0");
    return subject == null ? NOTHING : subject;
  }

  private @Nullable Meaning withClassOrAny(String status) {
    Meaning exact = meanings.get(status);
    return exact == null ? meanings.get('x' + status.substring(1)) : exact;
  }
}
