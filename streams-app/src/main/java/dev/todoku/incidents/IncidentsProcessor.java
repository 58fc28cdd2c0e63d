package dev.todoku.incidents;

import dev.todoku.binary.SmileForm;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.streams.AlertInvariant;
import dev.todoku.streams.CloudEvents;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.SoonAgain;
import dev.todoku.streams.TypedSink;
import dev.todoku.wire.SenderActivity;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one incident of the signals that have one cause, and publishes it with its remedy. Takes
 * {@link Signal}s, and {@link SenderActivity}s of senders about whom there may be new facts.
 */
public final class IncidentsProcessor implements Processor<String, Object, Object, Object> {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentsProcessor.class);
  private static final SmileForm<SubjectLog> FORM = new SmileForm<>(SubjectLog.class);

  /**
   * A minute that is judged anew withdraws signals and emits others in one transaction. Who
   * publishes what is between them reports the end of an incident that goes on.
   */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Playbook playbook;
  private final PipelineMetrics metrics;
  private final AlertDetails details;

  /** Subjects of which signals were withdrawn. */
  private final Set<String> pending = new HashSet<>();

  /** Those of them of which something came since the last tick. */
  private final Set<String> busy = new HashSet<>();

  /** Subjects of which something is held back, and until when, event time. */
  private final Map<String, Long> held = new HashMap<>();

  private final EventClock clock = new EventClock();
  private long heldUntil = Long.MAX_VALUE;
  private ProcessorContext<Object, Object> context;
  private SoonAgain later;
  private IncidentManager desk;
  private KeyValueStore<String, byte[]> incidents;
  private TypedSink<String, Alert> alerts;
  private TypedSink<String, Alert> openIncidents;

  public IncidentsProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.playbook = settings.playbook();
    this.metrics = metrics;
    details = new AlertDetails(playbook, settings.page());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    desk =
        new IncidentManager(
            playbook, new FactLookup(context.getStateStore(Names.DNS_FACTS_STORE)), this::report);
    incidents = context.getStateStore(Names.INCIDENTS_STORE);
    alerts = new TypedSink<>(context, Names.sink(Names.INCIDENTS, Topics.ALERTS.name()));
    openIncidents =
        new TypedSink<>(context, Names.sink(Names.INCIDENTS, Topics.OPEN_INCIDENTS.name()));
    later = new SoonAgain(context, QUIET, this::onWallClock);
    restorePending();
    askAgain();
  }

  private void restorePending() {
    try (KeyValueIterator<String, byte[]> all = incidents.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> stored = all.next();
        SubjectLog log = FORM.decode(stored.value);
        if (log.isPending()) {
          pending.add(stored.key);
        }
        hold(stored.key, log.heldUntil());
      }
    }
  }

  private void report(AlertInvariant invariant, Alert alert) {
    metrics.violation(invariant);
    LOG.error("Alert breaks {}: {}", invariant.label(), alert);
  }

  @Override
  public void process(Record<String, Object> record) {
    clock.onRecord(record.timestamp(), context.currentSystemTimeMs());
    publishDue();
    if (record.value() instanceof Signal signal) {
      String subject = signal.subject();
      SubjectLog log = log(subject);
      store(subject, log, desk.onSignal(log, signal));
    } else if (record.value() instanceof SenderActivity activity) {
      String subject = activity.sender().subject();
      SubjectLog log = log(subject);
      store(subject, log, desk.onActivity(log, activity));
    }
    askAgain();
  }

  private void onWallClock() {
    publishPending();
    publishDue();
    askAgain();
  }

  /** Only while something waits: each look at the clock is a transaction. */
  private void askAgain() {
    if (!pending.isEmpty()) {
      later.ask();
    } else if (!held.isEmpty()) {
      long left = heldUntil - clock.now(context.currentSystemTimeMs());
      later.askIn(Duration.ofMillis(Math.max(QUIET.toMillis(), left)));
    }
  }

  private void publishDue() {
    long now = clock.now(context.currentSystemTimeMs());
    if (heldUntil > now) {
      return;
    }
    for (Map.Entry<String, Long> entry : List.copyOf(held.entrySet())) {
      if (entry.getValue() <= now) {
        SubjectLog log = log(entry.getKey());
        store(entry.getKey(), log, desk.onTime(log, now));
      }
    }
    heldUntil = held.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
  }

  private void hold(String subject, long until) {
    if (until == 0) {
      held.remove(subject);
    } else {
      held.put(subject, until);
      heldUntil = Math.min(heldUntil, until);
    }
  }

  private void publishPending() {
    for (String subject : Set.copyOf(pending)) {
      if (!busy.contains(subject)) {
        SubjectLog log = log(subject);
        store(subject, log, desk.onQuiet(log));
      }
    }
    busy.clear();
  }

  private void store(String subject, SubjectLog before, IncidentManager.Ruling diagnosis) {
    if (!diagnosis.next().equals(before)) {
      incidents.put(subject, FORM.encode(diagnosis.next()));
    }
    if (diagnosis.next().isPending()) {
      pending.add(subject);
      busy.add(subject);
    } else {
      pending.remove(subject);
    }
    hold(subject, diagnosis.next().heldUntil());
    if (diagnosis.isTooLate()) {
      metrics.late(Names.INCIDENTS, false);
    }
    if (diagnosis.overflow() > 0) {
      metrics.overflow(diagnosis.overflow());
    }
    details.of(before.published(), diagnosis.alerts()).forEach(this::publish);
  }

  private void publish(Alert alert) {
    String id = alert.incidentId();
    alerts.send(id, alert, alert.time(), CloudEvents.alert(alert));
    openIncidents.send(id, alert.state().isOpen() ? alert : null, alert.time());
  }

  private SubjectLog log(String subject) {
    byte[] stored = incidents.get(subject);
    return stored == null ? SubjectLog.EMPTY : FORM.decode(stored);
  }
}
