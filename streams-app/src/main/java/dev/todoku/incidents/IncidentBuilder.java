package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;

/** An {@link Incident} in the making; its components say what each is. */
final class IncidentBuilder {
  private final CauseGroup family;
  private final Scope openedBy;
  private final long begunAt;
  private boolean isOpen;
  private Cause cause;
  private long onset;
  private long detectedAt;
  private long closedAt;
  private long lastTime;
  private List<Incident.Member> members;
  private List<Scope> scopes;
  private int episodes;
  private long episodesSince;
  private Signal latest;
  private Incident.Shown shown;

  /** One that the signal opens, and shows. */
  IncidentBuilder(Signal signal) {
    family = IncidentGroup.of(signal);
    openedBy = signal.scope();
    begunAt = signal.onset();
    isOpen = true;
    cause = IncidentGroup.causeOf(List.of(Incident.Member.of(signal)));
    onset = signal.onset();
    detectedAt = signal.time();
    lastTime = signal.time();
    members = List.of(Incident.Member.of(signal));
    scopes = List.of(signal.scope());
    episodes = 1;
    episodesSince = signal.onset();
    latest = signal;
    shown =
        new Incident.Shown(
            signal.time(),
            signal,
            List.of(),
            signal.evidence().attempts(),
            signal.evidence().failures());
  }

  IncidentBuilder(Incident known) {
    family = known.family();
    openedBy = known.openedBy();
    begunAt = known.begunAt();
    isOpen = known.isOpen();
    cause = known.cause();
    onset = known.onset();
    detectedAt = known.detectedAt();
    closedAt = known.closedAt();
    lastTime = known.lastTime();
    members = known.members();
    scopes = known.scopes();
    episodes = known.episodes();
    episodesSince = known.episodesSince();
    latest = known.latest();
    shown = known.shown();
  }

  /** What it is, and since when. */
  IncidentBuilder seen(Cause what, long since) {
    cause = what;
    onset = since;
    return this;
  }

  /**
   * @param epochMillis 0 while it goes on
   */
  IncidentBuilder closedAt(long epochMillis) {
    closedAt = epochMillis;
    isOpen = epochMillis == 0;
    return this;
  }

  IncidentBuilder episodes(int count, long since) {
    episodes = count;
    episodesSince = since;
    return this;
  }

  IncidentBuilder detectedAt(long epochMillis) {
    detectedAt = epochMillis;
    return this;
  }

  IncidentBuilder lastTime(long epochMillis) {
    lastTime = epochMillis;
    return this;
  }

  IncidentBuilder members(List<Incident.Member> now) {
    members = now;
    return this;
  }

  IncidentBuilder scopes(List<Scope> all) {
    scopes = all;
    return this;
  }

  IncidentBuilder latest(Signal signal) {
    latest = signal;
    return this;
  }

  IncidentBuilder shown(Incident.Shown news) {
    shown = news;
    return this;
  }

  Incident build() {
    return new Incident(
        family,
        openedBy,
        begunAt,
        isOpen,
        cause,
        onset,
        detectedAt,
        closedAt,
        lastTime,
        members,
        scopes,
        episodes,
        episodesSince,
        latest,
        shown);
  }
}
