package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What enhanced status codes (RFC 3463) say: {@code enhanced-status.tsv}. */
final class StatusTable {

  /**
   * What a code says.
   *
   * @param decides whether the code alone decides; else the text of the reply goes first
   */
  record Meaning(Reason reason, boolean decides) {}

  private static final Meaning NOTHING = new Meaning(Reason.UNDEFINED, false);
  private static final Pattern CODE = Pattern.compile("([245])(\\.\\d{1,3})(\\.\\d{1,3})");
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
      if (meanings.put(status, new Meaning(row.reason(2), decides(row))) != null) {
        throw row.error(status + " has a row already");
      }
    }
    return new StatusTable(Map.copyOf(meanings));
  }

  private static boolean decides(ReasonTable.Row row) {
    return switch (row.cell(1)) {
      case "specific" -> true;
      case "vague" -> false;
      default -> throw row.error("expected specific or vague: " + row.cell(1));
    };
  }

  /** What {@code status} says; null and what is no code say nothing. */
  Meaning of(String status) {
    if (status == null) {
      return NOTHING;
    }
    var code = CODE.matcher(status);
    if (!code.matches()) {
      return NOTHING;
    }
    Meaning known = withClassOrAny(code.group(1), code.group(2) + code.group(3));
    if (known != null) {
      return known;
    }
    Meaning subject = withClassOrAny(code.group(1), code.group(2) + ".0");
    return subject == null ? NOTHING : subject;
  }

  private Meaning withClassOrAny(String statusClass, String rest) {
    Meaning exact = meanings.get(statusClass + rest);
    return exact == null ? meanings.get("x" + rest) : exact;
  }
}
