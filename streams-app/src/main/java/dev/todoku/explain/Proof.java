package dev.todoku.explain;

import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.List;

/** What an answer rests on, and where what is known ends. */
final class Proof {
  private Proof() {}

  static List<String> of(MessageExplanation explanation, ExplanationWords words) {
    Outcome outcome = explanation.outcome();
    List<String> proof = new ArrayList<>();
    if (outcome == null || outcome.status() == Status.SENT) {
      proof.add(words.get("proof.SILENCE"));
    } else {
      boolean isReported = outcome.status().isFailure() && outcome.matchedBy() != null;
      proof.add(words.get(isReported ? "proof.REPORT" : "proof.LOG"));
    }
    boolean isLess =
        outcome != null
            && outcome.reports().stream()
                .map(ReturnedReport::evidence)
                .anyMatch(grade -> grade != EvidenceGrade.PROVEN);
    if (isLess) {
      proof.add(words.get("proof.UNPROVEN"));
    }
    return proof;
  }
}
