package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the server that wrote a delivery status thinks of the failure: the category that it puts it
 * into ({@code bounce-categories.tsv}), and that no server but a local program failed.
 */
final class ReportersView {
  private static final Map<String, Diagnosis> CATEGORIES =
      load(ReasonTable.load("bounce-categories.tsv", 2));

  private static final ReportersView NONE = new ReportersView(null);

  /** A local program without a better known reason. */
  private static final ReportersView LOCAL_PROGRAM =
      new ReportersView(
          new Diagnosis(Reason.MAILER_ERROR, false, Confidence.GUESS, null, Hints.NONE));

  private final Diagnosis diagnosis;

  private ReportersView(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /**
   * The view of a reporting server.
   *
   * @param category as it stands in the report, empty when it has none
   * @param exitStatus of a local program that failed, or what it said; null when no program did
   */
  static ReportersView of(String category, String exitStatus) {
    Diagnosis known =
        CATEGORIES.get(
            exitStatus == null ? category.toLowerCase(Locale.ROOT) : "x-unix " + exitStatus);
    if (known != null) {
      return new ReportersView(known);
    }
    return exitStatus == null ? NONE : LOCAL_PROGRAM;
  }

  static Map<String, Diagnosis> load(ReasonTable table) {
    Map<String, Diagnosis> categories = new HashMap<>();
    for (ReasonTable.Row row : table.rows()) {
      Reason reason = row.reason(1);
      Diagnosis diagnosis =
          new Diagnosis(
              reason, reason.saysAddressIsDead(), Confidence.LIKELY, row.place(), Hints.NONE);
      if (categories.put(row.cell(0), diagnosis) != null) {
        throw row.error(row.cell(0) + " has a row already");
      }
    }
    return Map.copyOf(categories);
  }

  /** This view, {@code other} where it has none. */
  Diagnosis or(Diagnosis other) {
    return diagnosis == null ? other : diagnosis;
  }
}
