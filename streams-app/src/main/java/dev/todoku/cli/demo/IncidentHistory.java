package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.streams.AlertInvariant;
import java.util.Set;
import java.util.TreeSet;

/**
 * An incident as reported so far.
 *
 * @param opened its first alert
 * @param latest its last one
 * @param contradictions what must be so of every alert, and was not of one of these
 */
record IncidentHistory(Alert opened, Alert latest, Set<AlertInvariant> contradictions) {

  IncidentHistory(Alert opened, Alert latest) {
    this(opened, latest, Set.copyOf(AlertInvariant.brokenBy(null, opened)));
  }

  IncidentHistory next(Alert alert) {
    Set<AlertInvariant> broken = new TreeSet<>(contradictions);
    broken.addAll(AlertInvariant.brokenBy(latest, alert));
    return new IncidentHistory(
        opened, alert.revision() >= latest.revision() ? alert : latest, broken);
  }

  boolean isOpen() {
    return latest.state().isOpen();
  }

  /** Whether a provider refuses a sender. */
  boolean isBlock() {
    return opened.cause() == Cause.IP_BLOCK || opened.cause() == Cause.DOMAIN_BLOCK;
  }

  /** Whether it is a threshold that the day's own bounces, of the block too, or complaints pass. */
  boolean isThreshold() {
    return opened.cause() == Cause.BOUNCE_RATE || opened.cause() == Cause.COMPLAINT_RATE;
  }

  boolean concerns(String provider) {
    return provider.equals(opened.scope().provider());
  }
}
