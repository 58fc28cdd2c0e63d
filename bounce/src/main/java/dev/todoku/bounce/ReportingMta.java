package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server that wrote a delivery status thinks of the failure: the category that it puts it
 * into ({@code bounce-categories.tsv}), and that no server but a local program failed.
 */
final class ReportingMta {
  private static final Map<String, BounceDiagnosis> CATEGORIES =
      load(ReasonTable.load("bounce-categories.tsv", 2));

  private static final ReportingMta NONE = new ReportingMta(null);

  /** A local program without a better known reason. */
  private static final ReportingMta LOCAL_PROGRAM =
      new ReportingMta(
          new BounceDiagnosis(
              Reason.MAILER_ERROR, false, DiagnosisConfidence.GUESS, null, Hints.NONE));

  private final @Nullable BounceDiagnosis diagnosis;

  private ReportingMta(@Nullable BounceDiagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /**
   * The view of a reporting server.
   *
   * @param category as it stands in the report, empty when it has none
   * @param exitStatus of a local program that failed, or what it said; null when no program did
   */
  static ReportingMta of(String category, @Nullable String exitStatus) {
    BounceDiagnosis known =
        CATEGORIES.get(
            exitStatus == null ? category.toLowerCase(Locale.ROOT) : "x-unix " + exitStatus);
    if (known != null) {
      return new ReportingMta(known);
    }
    return exitStatus == null ? NONE : LOCAL_PROGRAM;
  }

  static Map<String, BounceDiagnosis> load(ReasonTable table) {
    Map<String, BounceDiagnosis> categories = new HashMap<>();
    for (ReasonTable.Row row : table.rows()) {
      Reason reason = row.reason(1);
      BounceDiagnosis diagnosis =
          new BounceDiagnosis(
              reason,
              reason.saysAddressIsDead(),
              DiagnosisConfidence.LIKELY,
              row.place(),
              Hints.NONE);
      if (categories.put(row.cell(0), diagnosis) != null) {
        throw row.error(row.cell(0) + " has a row already");
      }
    }
    return Map.copyOf(categories);
  }

  /** This view, {@code other} where it has none. */
  BounceDiagnosis or(BounceDiagnosis other) {
    return diagnosis == null ? other : diagnosis;
  }
}
