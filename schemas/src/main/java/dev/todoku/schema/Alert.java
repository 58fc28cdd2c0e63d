package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one incident. The record with the highest revision holds.
 *
 * @param incidentId stable name of the incident
 * @param revision 1 when it opens, one more with each update
 * @param state where the incident stands
 * @param cause what it is
 * @param severity how soon a person should act
 * @param scope what it is about
 * @param onset since when, event time
 * @param detectedAt event time of the signal that opened it, or opened it again; 0 when unknown
 * @param time event time of this revision
 * @param resolvedAt when it ended, 0 while it is open or when it is withdrawn
 * @param title one line for a person
 * @param evidence what decided
 * @param remedy what to do, in order
 * @param link where it stands on the page, null when nobody said where the page is
 * @param providerName the provider as people know it, null when it is about no provider
 * @param campaign the one campaign or mail stream it is about, null when it is about none
 * @param previousSeverity severity of the revision before where that was another, else null
 * @param previousCause cause of the revision before where that was another, else null
 */
public record Alert(
    String incidentId,
    int revision,
    State state,
    Cause cause,
    Severity severity,
    Scope scope,
    long onset,
    @OmittedWhenZero long detectedAt,
    long time,
    @OmittedWhenZero long resolvedAt,
    Text title,
    Evidence evidence,
    List<RemedyStep> remedy,
    @Nullable String link,
    @Nullable Text providerName,
    @Nullable String campaign,
    @Nullable Severity previousSeverity,
    @Nullable Cause previousCause) {

  /** Where an incident stands. */
  public enum State {
    OPEN,
    UPDATED,
    RESOLVED,
    /** Mail that came late showed that it never was. */
    WITHDRAWN;

    /** Whether the incident goes on. */
    public boolean isOpen() {
      return this == OPEN || this == UPDATED;
    }
  }

  public Alert {
    Required.text(incidentId, "incidentId", Limits.NAME);
    Required.count(revision, "revision");
    Required.present(state, "state");
    Required.present(cause, "cause");
    Required.present(severity, "severity");
    Required.present(scope, "scope");
    Required.time(onset, "onset");
    Required.timeOrZero(detectedAt, "detectedAt");
    Required.time(time, "time");
    Required.timeOrZero(resolvedAt, "resolvedAt");
    Required.present(title, "title");
    Required.present(evidence, "evidence");
    remedy = Required.list(remedy, "remedy");
    Required.bounded(link, "link", Limits.URL);
    Required.bounded(campaign, "campaign", Limits.NAME);
  }

  /**
   * Begins the first revision of an incident that is open.
   *
   * @param incidentId stable name of the incident
   */
  public static AlertBuilder builder(
      String incidentId, Cause cause, Severity severity, Scope scope) {
    return new AlertBuilder(incidentId, cause, severity, scope);
  }

  /** Begins one that is as this but for what is set. */
  public AlertBuilder toBuilder() {
    return new AlertBuilder(this);
  }
}
