package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence.Indication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what decided on a cause. Their texts are in the playbook. */
final class Indications {
  /** So many failures beyond what raised an alarm leave nothing to chance. */
  private static final long MANY = 30;

  private final List<Indication> findings = new ArrayList<>();

  Indications supports(String id, @Nullable Object value) {
    findings.add(Indication.of(id, true, value == null ? null : value.toString()));
    return this;
  }

  Indications opposes(String id, @Nullable Object value) {
    findings.add(Indication.of(id, false, value == null ? null : value.toString()));
    return this;
  }

  void add(Indication finding) {
    findings.add(finding);
  }

  Diagnosis ruling(Cause cause, long failures) {
    Confidence confidence = failures >= MANY ? Confidence.HIGH : Confidence.MEDIUM;
    boolean isOpposed = findings.stream().anyMatch(finding -> !finding.supports());
    return new Diagnosis(cause, isOpposed ? Confidence.LOW : confidence, List.copyOf(findings));
  }

  /** Whatever the number of failures, the cause is not certain. */
  Diagnosis ruling(Cause cause) {
    return ruling(cause, 0);
  }

  static String percent(double rate) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * rate);
  }
}
