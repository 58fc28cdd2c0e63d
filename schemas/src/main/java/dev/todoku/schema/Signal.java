package dev.todoku.schema;

/**
 * A detector's word.
 *
 * @param scope what it is about
 * @param state whether it fires
 * @param cause what it sees
 * @param severity how bad
 * @param onset since when, event time
 * @param time event time of the deciding event
 * @param evidence what decided
 */
public record Signal(
    Scope scope,
    State state,
    Cause cause,
    Severity severity,
    long onset,
    long time,
    Evidence evidence) {

  /** Whether a detector fires. */
  public enum State {
    RAISED,
    UPDATED,
    CLEARED,
    /**
     * Late events showed that it never was so: takes back the earlier signal of the same scope,
     * cause, time and evidence channel.
     */
    WITHDRAWN
  }

  public Signal {
    Required.present(scope, "scope");
    Required.present(state, "state");
    Required.present(cause, "cause");
    Required.present(severity, "severity");
    Required.time(onset, "onset");
    Required.time(time, "time");
    Required.present(evidence, "evidence");
  }

  /**
   * The key under which signals with one cause come together: that of its scope ({@link
   * Scope#subject}). Providers that are not reached come under one key, for it takes several of
   * them to see that it is the sending side.
   */
  public String subject() {
    return cause.takesSeveralProviders() ? "outbound" : scope.subject();
  }
}
