package dev.todoku.incidents;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.streams.AlertInvariant;
import dev.todoku.streams.RevisionFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the incidents that follow from the signals with what was published last of each. */
final class AlertPublisher {
  /** What is reported so long after it was detected is reported late. */
  private static final long LATE_MS = 5 * 60_000L;

  private static final Comparator<Incident> OLDEST_FIRST =
      Comparator.comparingLong(Incident::begunAt)
          .thenComparing(incident -> incident.openedBy().key())
          .thenComparing(Incident::family);

  private final AlertWriter writer;
  private final AlertInvariant.Handler violations;

  AlertPublisher(AlertWriter writer, AlertInvariant.Handler violations) {
    this.writer = writer;
    this.violations = violations;
  }

  /** What is published now. */
  static final class AlertChanges {
    private final long now;
    private final List<PublishedIncident> published = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private long heldUntil;

    private AlertChanges(long now) {
      this.now = now;
    }

    /** Of each incident the last revision. */
    List<PublishedIncident> published() {
      return published;
    }

    /** The new ones of them, in order. */
    List<Alert> alerts() {
      return alerts;
    }

    /** Event time from which on something that is held back may be published, 0 for nothing. */
    long heldUntil() {
      return heldUntil;
    }

    private boolean isHeld(long dueAt) {
      if (dueAt <= now) {
        return false;
      }
      heldUntil = heldUntil == 0 ? dueAt : Math.min(heldUntil, dueAt);
      return true;
    }
  }

  /**
   * Publishes what is news, and due.
   *
   * @param time event time of what came in last, 0 when signals were withdrawn
   * @param now event time
   */
  AlertChanges publish(SubjectLog log, long time, long now) {
    AlertChanges changes = new AlertChanges(now);
    List<Incident> folded = log.fold().incidents().stream().sorted(OLDEST_FIRST).toList();
    Map<Incident, PublishedIncident> matches = IncidentMatcher.match(folded, log.published());
    Set<String> taken =
        log.published().stream()
            .map(PublishedIncident::id)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> matched =
        matches.values().stream().map(PublishedIncident::id).collect(Collectors.toSet());
    log.published().stream()
        .filter(known -> !matched.contains(known.id()))
        .filter(known -> known.end() >= log.forgottenBefore())
        .forEach(known -> withdraw(known, log.latest(), changes));
    for (Incident incident : folded) {
      PublishedIncident before = matches.get(incident);
      boolean isLate =
          time == 0 || time < (before == null ? log.latest() - LATE_MS : before.alert().time());
      if (before == null || !before.isOpen()) {
        String id = before == null ? IncidentId.of(incident, taken) : before.id();
        taken.add(id);
        publishAnew(incident, before, id, isLate, changes);
      } else {
        publishNext(incident, before, isLate, changes);
      }
    }
    return changes;
  }

  /**
   * Publishes open incidents of a sender again when other facts are known than at the last time.
   */
  AlertChanges refresh(SubjectLog log, Scope sender, long time) {
    Map<Incident, PublishedIncident> matches =
        IncidentMatcher.match(log.fold().incidents(), log.published());
    AlertChanges changes = new AlertChanges(time);
    for (PublishedIncident known : log.published()) {
      matches.entrySet().stream()
          .filter(match -> match.getValue().id().equals(known.id()))
          .map(Map.Entry::getKey)
          .filter(incident -> incident.isOpen() && known.isOpen() && incident.concerns(sender))
          .filter(incident -> writer.hasOtherFacts(incident, known, time))
          .findFirst()
          .ifPresentOrElse(
              incident -> {
                PublishedIncident draft =
                    writer.write(incident, known, known.id(), Alert.State.UPDATED, time);
                whenDue(incident, known, draft, changes)
                    .ifPresentOrElse(
                        due -> add(known, due, List.of(), changes),
                        () -> changes.published().add(known));
              },
              () -> changes.published().add(known));
    }
    return changes;
  }

  private void withdraw(PublishedIncident known, long time, AlertChanges changes) {
    if (known.isWithdrawn()) {
      changes.published().add(known);
    } else {
      add(known, writer.withdraw(known, time), List.of(RevisionFindings.withdrawn()), changes);
    }
  }

  /** Of what was not open: it opens, opens again, or its end is another. */
  private void publishAnew(
      Incident incident,
      @Nullable PublishedIncident before,
      String id,
      boolean isLate,
      AlertChanges changes) {
    boolean isOfTheSameEpisode =
        before != null && !before.isWithdrawn() && incident.onset() <= before.alert().resolvedAt();
    if (before != null && !incident.isOpen() && isOfTheSameEpisode) {
      publishNext(incident, before, isLate, changes);
      return;
    }
    PublishedIncident opened =
        writer.write(incident, before, id, Alert.State.OPEN, incident.detectedAt());
    Optional<PublishedIncident> due = whenDue(incident, before, opened, changes);
    if (due.isEmpty()) {
      keep(before, changes);
      return;
    }
    boolean isOpenedLate = isLate && !isOfTheSameEpisode;
    add(before, due.get(), isOpenedLate ? List.of(RevisionFindings.opened()) : List.of(), changes);
    if (!incident.isOpen()) {
      PublishedIncident known = changes.published().remove(changes.published().size() - 1);
      publishNext(incident, known, false, changes);
    }
  }

  private void publishNext(
      Incident incident, PublishedIncident before, boolean isLate, AlertChanges changes) {
    Alert.State state = incident.isOpen() ? Alert.State.UPDATED : Alert.State.RESOLVED;
    PublishedIncident next =
        writer.write(incident, before, before.id(), state, incident.lastTime());
    Optional<PublishedIncident> due =
        isNews(before, next) ? whenDue(incident, before, next, changes) : Optional.empty();
    if (due.isEmpty()) {
      changes.published().add(before);
      return;
    }
    List<Scope> joined =
        incident.members().stream()
            .map(Incident.Member::scope)
            .filter(scope -> !before.scopes().contains(scope))
            .toList();
    Alert alert = due.get().alert();
    add(before, due.get(), RevisionFindings.of(before.alert(), alert, joined, isLate), changes);
  }

  /** {@code next}, dated when it becomes due; empty while it is held back. */
  private Optional<PublishedIncident> whenDue(
      Incident incident,
      @Nullable PublishedIncident before,
      PublishedIncident next,
      AlertChanges changes) {
    long dueAt =
        before == null
            ? 0
            : AlertBudget.dueAt(
                before.alert(), before.revisedAt(), next.alert(), incident.episodes());
    if (changes.isHeld(dueAt)) {
      return Optional.empty();
    }
    boolean wasHeld = dueAt > next.alert().time();
    return Optional.of(
        wasHeld ? writer.write(incident, before, next.id(), next.alert().state(), dueAt) : next);
  }

  private static boolean isNews(PublishedIncident before, PublishedIncident next) {
    Alert one = before.alert();
    Alert other = next.alert();
    return one.state().isOpen() != other.state().isOpen()
        || one.cause() != other.cause()
        || one.severity() != other.severity()
        || !one.scope().equals(other.scope())
        || one.onset() != other.onset()
        || one.detectedAt() != other.detectedAt()
        || one.resolvedAt() != other.resolvedAt()
        || one.evidence().attempts() != other.evidence().attempts()
        || one.evidence().failures() != other.evidence().failures()
        || before.shownAt() != next.shownAt();
  }

  /** Adds a revision when it can be published, corrected where it must be. */
  private void add(
      @Nullable PublishedIncident before,
      PublishedIncident draft,
      List<Indication> findings,
      AlertChanges changes) {
    Alert last = before == null ? null : before.alert();
    PublishedIncident next = writer.with(draft, findings);
    List<AlertInvariant> broken = AlertInvariant.brokenBy(last, next.alert());
    broken.forEach(invariant -> violations.onViolation(invariant, next.alert()));
    if (AlertInvariant.isHeldBack(last, next.alert())) {
      keep(before, changes);
      return;
    }
    Alert alert = broken.isEmpty() ? next.alert() : writer.corrected(last, next.alert());
    changes.alerts().add(alert);
    changes.published().add(next.of(alert).after(before));
  }

  private static void keep(@Nullable PublishedIncident before, AlertChanges changes) {
    if (before != null) {
      changes.published().add(before);
    }
  }
}
