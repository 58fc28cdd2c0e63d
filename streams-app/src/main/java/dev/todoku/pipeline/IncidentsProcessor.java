package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.incident.Docket;
import dev.todoku.incident.IncidentDesk;
import dev.todoku.incident.Sighting;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes one incident of the signals that have one cause, and tells of it with its remedy. Takes
 * {@link Signal}s, and {@link Sighting}s of senders about whom there may be new facts.
 */
final class IncidentsProcessor implements Processor<String, Object, Object, Object> {
  private static final SmileForm<Docket> FORM = new SmileForm<>(Docket.class);

  private final Playbook playbook;

  private IncidentDesk desk;
  private KeyValueStore<String, byte[]> incidents;
  private Outlet<String, Alert> alerts;

  IncidentsProcessor(PipelineSettings settings) {
    this.playbook = settings.playbook();
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    desk = new IncidentDesk(playbook, new FactBook(context.getStateStore(Names.FACTS_STORE)));
    incidents = context.getStateStore(Names.INCIDENTS_STORE);
    alerts = new Outlet<>(context, Names.sink(Names.INCIDENTS, Topics.ALERTS.name()));
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Signal signal) {
      String subject = signal.scope().subject();
      Docket docket = docket(subject);
      store(subject, docket, desk.onSignal(docket, signal), record.timestamp());
    } else if (record.value() instanceof Sighting sighting) {
      String subject = sighting.sender().subject();
      Docket docket = docket(subject);
      store(subject, docket, desk.onSighting(docket, sighting), record.timestamp());
    }
  }

  private void store(String subject, Docket before, IncidentDesk.Ruling ruling, long time) {
    if (!ruling.next().equals(before)) {
      incidents.put(subject, FORM.encode(ruling.next()));
    }
    ruling.alerts().forEach(alert -> alerts.send(alert.incidentId(), alert, time));
  }

  private Docket docket(String subject) {
    byte[] stored = incidents.get(subject);
    return stored == null ? Docket.EMPTY : FORM.decode(stored);
  }
}
