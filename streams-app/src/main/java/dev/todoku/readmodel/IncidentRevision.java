package dev.todoku.readmodel;

import dev.todoku.schema.Alert;
import java.util.List;

/**
 * A revision of an incident, as what it changed.
 *
 * @param revision its number
 * @param time event time
 * @param state where the incident stood
 * @param changes against the revision before
 */
public record IncidentRevision(
    int revision, long time, Alert.State state, List<RevisionChange> changes) {}
