package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.incident.Incident;
import dev.todoku.incident.IncidentDesk;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes one incident of all signals of one scope and cause, and tells of it with its remedy. */
final class IncidentsProcessor implements Processor<String, Signal, Object, Object> {
  private static final SmileForm<Incident> FORM = new SmileForm<>(Incident.class);

  private final IncidentDesk desk;

  private KeyValueStore<String, byte[]> incidents;
  private Outlet<String, Alert> alerts;

  IncidentsProcessor(PipelineSettings settings) {
    this.desk = new IncidentDesk(settings.playbook());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    incidents = context.getStateStore(Names.INCIDENTS_STORE);
    alerts = new Outlet<>(context, Names.sink(Names.INCIDENTS, Topics.ALERTS.name()));
  }

  @Override
  public void process(Record<String, Signal> record) {
    Signal signal = record.value();
    String key = signal.cause() + "|" + signal.scope().key();
    byte[] stored = incidents.get(key);
    Incident incident = stored == null ? Incident.NONE : FORM.decode(stored);
    IncidentDesk.Ruling ruling = desk.onSignal(incident, signal);
    if (!ruling.next().equals(incident)) {
      incidents.put(key, FORM.encode(ruling.next()));
    }
    ruling.alert().ifPresent(alert -> alerts.send(alert.incidentId(), alert, record.timestamp()));
  }
}
