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
import dev.todoku.streams.TypedSink;
import dev.todoku.wire.SenderActivity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
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
    desk =
        new IncidentManager(
            playbook, new FactLookup(context.getStateStore(Names.DNS_FACTS_STORE)), this::report);
    incidents = context.getStateStore(Names.INCIDENTS_STORE);
    alerts = new TypedSink<>(context, Names.sink(Names.INCIDENTS, Topics.ALERTS.name()));
    openIncidents =
        new TypedSink<>(context, Names.sink(Names.INCIDENTS, Topics.OPEN_INCIDENTS.name()));
    restorePending();
    context.schedule(QUIET, PunctuationType.WALL_CLOCK_TIME, unused -> publishPending());
  }

  private void restorePending() {
    try (KeyValueIterator<String, byte[]> all = incidents.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> stored = all.next();
        if (FORM.decode(stored.value).isPending()) {
          pending.add(stored.key);
        }
      }
    }
  }

  private void report(AlertInvariant invariant, Alert alert) {
    metrics.violation(invariant);
    LOG.error("Alert breaks {}: {}", invariant.label(), alert);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Signal signal) {
      String subject = signal.scope().subject();
      SubjectLog log = log(subject);
      store(subject, log, desk.onSignal(log, signal));
    } else if (record.value() instanceof SenderActivity activity) {
      String subject = activity.sender().subject();
      SubjectLog log = log(subject);
      store(subject, log, desk.onActivity(log, activity));
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
