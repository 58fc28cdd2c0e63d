package dev.todoku.web;

import dev.todoku.readmodel.IncidentView;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.stream.Stream;

/** What goes on, for whoever watches. Every instance says the same: take the maximum. */
final class ViewMeters {
  private ViewMeters() {}

  static void bindTo(MeterRegistry meters, IncidentView incidents) {
    for (Cause cause : Cause.values()) {
      Gauge.builder("todoku.incidents.open", incidents, view -> open(view, cause).count())
          .description("Incidents that go on")
          .tag("cause", cause.name())
          .register(meters);
      Gauge.builder("todoku.incident.evidence.ratio", incidents, view -> evidence(view, cause))
          .description("Strongest evidence of an open incident, in thresholds; 0 without one")
          .tag("cause", cause.name())
          .register(meters);
      Gauge.builder("todoku.incident.onset.seconds", incidents, view -> onset(view, cause))
          .description("Event time since which the latest incident goes on; 0 without one")
          .baseUnit("seconds")
          .tag("cause", cause.name())
          .register(meters);
    }
  }

  private static Stream<Alert> open(IncidentView incidents, Cause cause) {
    return incidents.all().stream()
        .filter(IncidentView::isOpen)
        .filter(alert -> alert.cause() == cause);
  }

  private static double evidence(IncidentView incidents, Cause cause) {
    return open(incidents, cause)
        .filter(alert -> alert.evidence().threshold() > 0)
        .mapToDouble(alert -> alert.evidence().score() / alert.evidence().threshold())
        .max()
        .orElse(0);
  }

  private static double onset(IncidentView incidents, Cause cause) {
    return open(incidents, cause)
        .max(Comparator.comparingLong(Alert::onset))
        .map(alert -> alert.onset() / 1_000.0)
        .orElse(0.0);
  }
}
