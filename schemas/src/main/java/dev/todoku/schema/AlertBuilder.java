package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Alert}: what it is about first, then where it stands, since when, and what to
 * do.
 *
 * <pre>{@code
 * Alert alert =
 *     Alert.builder(id, Cause.IP_BLOCK, Severity.CRITICAL, scope)
 *         .onset(onset)
 *         .time(now)
 *         .title(title)
 *         .evidence(evidence)
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class AlertBuilder {
  private final String incidentId;
  private final Cause cause;
  private final Severity severity;
  private final Scope scope;
  private int revision = 1;
  private Alert.State state = Alert.State.OPEN;
  private long onset;
  private long detectedAt;
  private long time;
  private long resolvedAt;
  private @Nullable Text title;
  private @Nullable Evidence evidence;
  private List<RemedyStep> remedy = List.of();
  private @Nullable String link;
  private @Nullable Text providerName;
  private @Nullable String campaign;
  private @Nullable Severity previousSeverity;
  private @Nullable Cause previousCause;

  AlertBuilder(String incidentId, Cause cause, Severity severity, Scope scope) {
    this.incidentId = incidentId;
    this.cause = cause;
    this.severity = severity;
    this.scope = scope;
  }

  AlertBuilder(Alert known) {
    this(known.incidentId(), known.cause(), known.severity(), known.scope());
    revision = known.revision();
    state = known.state();
    onset = known.onset();
    detectedAt = known.detectedAt();
    time = known.time();
    resolvedAt = known.resolvedAt();
    title = known.title();
    evidence = known.evidence();
    remedy = known.remedy();
    link = known.link();
    providerName = known.providerName();
    campaign = known.campaign();
    previousSeverity = known.previousSeverity();
    previousCause = known.previousCause();
  }

  /** Sets the revision, 1 when not set. */
  public AlertBuilder revision(int number) {
    revision = number;
    return this;
  }

  /** Sets where the incident stands, {@link Alert.State#OPEN} when not set. */
  public AlertBuilder state(Alert.State stands) {
    state = stands;
    return this;
  }

  /** Sets since when it goes on, event time. */
  public AlertBuilder onset(long epochMillis) {
    onset = epochMillis;
    return this;
  }

  /** Sets the event time of the signal that opened it, 0 when unknown. */
  public AlertBuilder detectedAt(long epochMillis) {
    detectedAt = epochMillis;
    return this;
  }

  /** Sets the event time of this revision. */
  public AlertBuilder time(long epochMillis) {
    time = epochMillis;
    return this;
  }

  /** Sets when it ended, 0 while it is open or when it is withdrawn. */
  public AlertBuilder resolvedAt(long epochMillis) {
    resolvedAt = epochMillis;
    return this;
  }

  /** Sets one line for a person. */
  public AlertBuilder title(Text line) {
    title = line;
    return this;
  }

  /** Sets what decided. */
  public AlertBuilder evidence(Evidence decided) {
    evidence = decided;
    return this;
  }

  /** Sets what to do, in order. */
  public AlertBuilder remedy(List<RemedyStep> steps) {
    remedy = steps;
    return this;
  }

  /** Sets where it stands on the page, null when nobody said where the page is. */
  public AlertBuilder link(@Nullable String url) {
    link = url;
    return this;
  }

  /** Sets the provider as people know it, null when it is about none. */
  public AlertBuilder providerName(@Nullable Text name) {
    providerName = name;
    return this;
  }

  /** Sets the one campaign or mail stream it is about, null when it is about none. */
  public AlertBuilder campaign(@Nullable String name) {
    campaign = name;
    return this;
  }

  /** Sets the severity before where that was another, else null. */
  public AlertBuilder previousSeverity(@Nullable Severity before) {
    previousSeverity = before;
    return this;
  }

  /** Sets the cause before where that was another, else null. */
  public AlertBuilder previousCause(@Nullable Cause before) {
    previousCause = before;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Alert build() {
    return new Alert(
        incidentId,
        revision,
        state,
        cause,
        severity,
        scope,
        onset,
        detectedAt,
        time,
        resolvedAt,
        Required.present(title, "title"),
        Required.present(evidence, "evidence"),
        remedy,
        link,
        providerName,
        campaign,
        previousSeverity,
        previousCause);
  }
}
