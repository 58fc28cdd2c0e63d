package dev.todoku.explain;

import dev.todoku.schema.RecipientHealth;
import java.util.ArrayList;
import java.util.List;

/** How a recipient stands, in sentences. */
public final class SuppressionText {
  private SuppressionText() {}

  /**
   * What counts against it, whether it is suppressed, whether it took mail of late.
   *
   * @param recipient whose health may be null, when nothing is known
   */
  public static List<String> of(RecipientExplanation recipient, ExplanationWords words) {
    RecipientHealth health = recipient.health();
    List<String> said = new ArrayList<>();
    boolean isSuppressed = health != null && health.suppressed();
    if (health != null && health.suppressed()) {
      said.add(words.get("health.suppressed"));
      said.add(because(health, words));
    }
    if (health != null && health.deadCount() + health.softCount() > 0) {
      said.add(words.get("health.counts", health.deadCount(), health.softCount()));
    } else if (!isSuppressed) {
      said.add(words.get("health.clean"));
    }
    if (health != null && !health.suppressed() && !health.suppressedStreams().isEmpty()) {
      said.add(words.get("health.streams", String.join(", ", health.suppressedStreams())));
    }
    if (health != null && health.proven() && !health.suppressed()) {
      said.add(words.get("health.proven"));
    }
    long unmatched =
        recipient.history().stream()
            .filter(entry -> entry.kind() == TimelineEntry.Kind.UNMATCHED)
            .count();
    if (unmatched > 0) {
      said.add(words.get("health.unmatched", words.number(unmatched)));
    }
    return List.copyOf(said);
  }

  /** What suppressed it: the failure that did it, or who asked for it; else it was a complaint. */
  private static String because(RecipientHealth health, ExplanationWords words) {
    if (!health.because().isEmpty()) {
      RecipientHealth.Failure last = health.because().get(health.because().size() - 1);
      return words.get(
          "health.because.failure",
          words.time(last.time()),
          words.of("reason", last.reason()),
          last.messageId());
    }
    return health.note() == null
        ? words.get("health.because.complaint")
        : words.get("health.because.command", health.note());
  }
}
