package dev.todoku.explain;

import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Status;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The incident into which the failure of one mail falls: its provider, source IP and From domain
 * are within the incident's scope, and it failed while the incident went on.
 *
 * @param alert the incident's latest revision
 * @param failedAt when the mail was last refused, event time
 */
public record RelatedIncident(Alert alert, long failedAt) {
  /** The detector's onset is an estimate, to some minutes. */
  private static final long TOLERANCE_MS = 10 * 60_000L;

  private static final Comparator<Alert> MOST_SEVERE_THEN_LATEST =
      Comparator.comparing(Alert::severity).thenComparingLong(Alert::onset);

  /** The most severe incident that explains {@code outcome}; empty when none does. */
  public static Optional<RelatedIncident> of(@Nullable Outcome outcome, Collection<Alert> alerts) {
    if (outcome == null) {
      return Optional.empty();
    }
    long failedAt = failedAt(outcome);
    if (failedAt == 0) {
      return Optional.empty();
    }
    return alerts.stream()
        .filter(alert -> alert.state() != Alert.State.WITHDRAWN)
        .filter(alert -> CauseTraits.of(alert.cause()).refusesMail())
        .filter(alert -> CauseTraits.of(alert.cause()).explained().include(outcome.fault()))
        .filter(alert -> isWithin(alert.scope(), outcome))
        .filter(alert -> failedAt >= alert.onset() - TOLERANCE_MS)
        .filter(alert -> alert.state().isOpen() || failedAt <= alert.resolvedAt() + TOLERANCE_MS)
        .max(MOST_SEVERE_THEN_LATEST)
        .map(alert -> new RelatedIncident(alert, failedAt));
  }

  /** When it was last refused, 0 when it was not. */
  static long failedAt(Outcome outcome) {
    return switch (outcome.status()) {
      case DEFERRED ->
          outcome.lastDeferredAt() == 0 ? outcome.deferredAt() : outcome.lastDeferredAt();
      case BOUNCED, EXPIRED -> outcome.bouncedAt();
      case SENT, DELIVERED, HANDED_ON, DISCARDED -> 0;
    };
  }

  private static boolean isWithin(Scope scope, Outcome outcome) {
    String ip = outcome.origin().sourceIp();
    return isSame(scope.provider(), outcome.provider())
        && (isSame(scope.sourceIp(), ip)
            || Objects.equals(scope.sourceIp(), new Scope(null, ip, null).network()))
        && isSame(scope.fromDomain(), outcome.origin().fromDomain());
  }

  private static boolean isSame(@Nullable String limit, @Nullable String value) {
    return limit == null || limit.equals(value);
  }

  public boolean isOpen() {
    return alert.state().isOpen();
  }

  /**
   * One or two sentences: what the incident was, in its tense, and whether to send again.
   *
   * @param provider name of the provider for a person
   */
  public String in(MessageExplanation explanation, String provider, ExplanationWords words) {
    String what =
        words.get(
            isOpen() ? "incident.open" : "incident.ended",
            provider,
            whose(words),
            words.plainTime(alert.onset()),
            words.plainTime(isOpen() ? alert.onset() : alert.resolvedAt()));
    return what + words.get(advice(explanation));
  }

  private String advice(MessageExplanation explanation) {
    if (explanation.suppressed()) {
      return "incident.suppressed";
    }
    boolean isRetried = explanation.known().status() == Status.DEFERRED;
    if (isOpen()) {
      return isRetried ? "incident.retried" : "incident.wait";
    }
    return isRetried ? "incident.retried" : "incident.resend";
  }

  private String whose(ExplanationWords words) {
    Scope scope = alert.scope();
    if (scope.sourceIp() != null) {
      return words.get("incident.ofIp", scope.sourceIp());
    }
    return scope.fromDomain() == null
        ? words.get("incident.ofAll")
        : words.get("incident.ofDomain", scope.fromDomain());
  }
}
