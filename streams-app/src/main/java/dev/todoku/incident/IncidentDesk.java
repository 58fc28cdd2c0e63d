package dev.todoku.incident;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import java.util.Locale;
import java.util.Optional;

/** Decides what a signal means for the incident of its scope and cause. */
public final class IncidentDesk {
  private final Playbook playbook;

  public IncidentDesk(Playbook playbook) {
    this.playbook = playbook;
  }

  /**
   * What follows from one signal.
   *
   * @param next the incident from now on
   * @param alert what to publish, empty when there is nothing to tell
   */
  public record Ruling(Incident next, Optional<Alert> alert) {}

  /** An all-clear without an open incident tells nothing; any other signal opens or updates. */
  public Ruling onSignal(Incident incident, Signal signal) {
    if (signal.state() == Signal.State.CLEARED) {
      return incident.isOpen()
          ? rule(incident, signal, Alert.State.RESOLVED)
          : new Ruling(incident, Optional.empty());
    }
    if (incident.isOpen()) {
      return rule(incident, signal, Alert.State.UPDATED);
    }
    Incident opened = new Incident(incident.number() + 1, 0, true, signal.onset());
    return rule(opened, signal, Alert.State.OPEN);
  }

  private Ruling rule(Incident incident, Signal signal, Alert.State state) {
    boolean ends = state == Alert.State.RESOLVED;
    Incident next = new Incident(incident.number(), incident.revision() + 1, !ends, signal.onset());
    Alert alert =
        new Alert(
            id(signal, next.number()),
            next.revision(),
            state,
            signal.cause(),
            signal.severity(),
            signal.scope(),
            next.onset(),
            signal.time(),
            ends ? signal.time() : 0,
            playbook.title(signal.cause(), signal.scope(), signal.evidence()),
            signal.evidence(),
            playbook.stepsFor(signal.cause(), signal.scope().provider()));
    return new Ruling(next, Optional.of(alert));
  }

  private static String id(Signal signal, int number) {
    String cause = signal.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return cause + ":" + signal.scope().key() + "#" + number;
  }
}
