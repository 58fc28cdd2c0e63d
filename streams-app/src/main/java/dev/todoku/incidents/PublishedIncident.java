package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last published revision of an incident, and what it is recognised by when the signals are
 * folded anew.
 *
 * @param alert the revision, without its remedy
 * @param family what the incident began as
 * @param scopes all that ever were members
 * @param begunAt onset of its first signal, event time
 * @param shownAt time of the signal that was its last news
 * @param facts what the DNS said
 * @param revisedAt event times of the latest revisions, oldest first; no more than the budget asks
 *     for
 */
public record PublishedIncident(
    Alert alert,
    CauseGroup family,
    List<Scope> scopes,
    long begunAt,
    long shownAt,
    List<String> facts,
    List<Long> revisedAt) {

  public PublishedIncident {
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
    facts = facts == null ? List.of() : List.copyOf(facts);
    revisedAt = revisedAt == null ? List.of() : List.copyOf(revisedAt);
  }

  PublishedIncident withAlert(Alert other) {
    return new PublishedIncident(other, family, scopes, begunAt, shownAt, facts, revisedAt);
  }

  /** The same with another alert, whose remedy is not kept. */
  PublishedIncident of(Alert other) {
    return withAlert(AlertWriter.withoutRemedy(other));
  }

  /** The same as the revision after {@code before}, which is null for the first. */
  PublishedIncident after(@Nullable PublishedIncident before) {
    List<Long> times = new ArrayList<>(before == null ? List.of() : before.revisedAt());
    times.add(alert.time());
    int dropped = Math.max(0, times.size() - AlertBudget.REVISIONS);
    return new PublishedIncident(
        alert, family, scopes, begunAt, shownAt, facts, times.subList(dropped, times.size()));
  }

  String id() {
    return alert.incidentId();
  }

  boolean isOpen() {
    return alert.state().isOpen();
  }

  boolean isWithdrawn() {
    return alert.state() == Alert.State.WITHDRAWN;
  }

  /** When it ended or was withdrawn, event time; the end of time while it is open. */
  long end() {
    if (isOpen()) {
      return Long.MAX_VALUE;
    }
    return isWithdrawn() ? alert.time() : alert.resolvedAt();
  }
}
