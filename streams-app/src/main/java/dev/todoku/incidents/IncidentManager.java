package dev.todoku.incidents;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.streams.AlertInvariant;
import dev.todoku.wire.SenderActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to publish about the incidents of a subject. Puts each signal in its place among
 * those that are known, folds them ({@link IncidentFold}), and compares what follows with what was
 * published last.
 */
public final class IncidentManager {
  private final KnownFacts facts;
  private final AlertPublisher publisher;

  /**
   * A desk that has ruled on nothing.
   *
   * @param facts what the DNS said of senders
   * @param violations learns of alerts that must not be
   */
  public IncidentManager(Playbook playbook, KnownFacts facts, AlertInvariant.Handler violations) {
    this.facts = facts;
    this.publisher = new AlertPublisher(new AlertWriter(playbook, facts), violations);
  }

  /**
   * What follows from what came in.
   *
   * @param next what is known from now on
   * @param alerts what to publish
   * @param isTooLate whether it was too late to be put in its place
   * @param overflow signals that left the log for want of room
   */
  public record Ruling(SubjectLog next, List<Alert> alerts, boolean isTooLate, int overflow) {

    private static Ruling none(SubjectLog log, boolean isTooLate) {
      return new Ruling(log, List.of(), isTooLate, 0);
    }
  }

  /**
   * Rules on a signal. After a withdrawal nothing is published before {@link #onQuiet}: what
   * replaces the signal is on its way.
   */
  public Ruling onSignal(SubjectLog log, Signal signal) {
    if (signal.state() == Signal.State.WITHDRAWN) {
      return log.has(signal) ? Ruling.none(log.without(signal), false) : Ruling.none(log, true);
    }
    boolean isTooLate = log.isTooLate(signal.time());
    SubjectLog grown = log.with(signal);
    int overflow = grown.overflow();
    SubjectLog next = grown.trimmed(overflow);
    if (next.isPending()) {
      return new Ruling(next, List.of(), isTooLate, overflow);
    }
    AlertPublisher.AlertChanges changes = publisher.publish(next, signal.time(), next.latest());
    return new Ruling(published(next, changes), changes.alerts(), isTooLate, overflow);
  }

  /** Publishes what was held back and is due by {@code now}, event time. */
  public Ruling onTime(SubjectLog log, long now) {
    if (log.isPending() || log.heldUntil() == 0 || log.heldUntil() > now) {
      return Ruling.none(log, false);
    }
    AlertPublisher.AlertChanges changes = publisher.publish(log, log.latest(), now);
    return new Ruling(published(log, changes), changes.alerts(), false, 0);
  }

  private static SubjectLog published(SubjectLog log, AlertPublisher.AlertChanges changes) {
    return log.published(changes.published(), changes.heldUntil());
  }

  /** Rules on what was withdrawn and replaced, when nothing more has come for a while. */
  public Ruling onQuiet(SubjectLog log) {
    if (!log.isPending()) {
      return Ruling.none(log, false);
    }
    AlertPublisher.AlertChanges changes = publisher.publish(log, 0, log.latest());
    return new Ruling(published(log, changes), changes.alerts(), false, 0);
  }

  /**
   * Rules on what is known now of a sender whose mail is under way: a listing is an incident by
   * itself, its end may be the end of one, and open incidents are published again with other facts.
   */
  public Ruling onActivity(SubjectLog log, SenderActivity activity) {
    Scope sender = activity.sender();
    List<DnsFact> known =
        facts.about(some(sender.sourceIp()), some(sender.fromDomain()), activity.time());
    SubjectLog next =
        Listings.seen(activity, known).map(seen -> log.with(seen).trimmed(0)).orElse(log);
    boolean isOpen = next.published().stream().anyMatch(PublishedIncident::isOpen);
    if (next.isPending() || (next.equals(log) && !isOpen)) {
      return Ruling.none(next, false);
    }
    List<Alert> alerts = new ArrayList<>();
    if (!next.equals(log)) {
      AlertPublisher.AlertChanges changes = publisher.publish(next, activity.time(), next.latest());
      next = published(next, changes);
      alerts.addAll(changes.alerts());
    }
    AlertPublisher.AlertChanges refreshed = publisher.refresh(next, sender, activity.time());
    alerts.addAll(refreshed.alerts());
    return new Ruling(next.published(refreshed.published(), next.heldUntil()), alerts, false, 0);
  }

  private static Set<String> some(@Nullable String name) {
    return name == null ? Set.of() : Set.of(name);
  }
}
