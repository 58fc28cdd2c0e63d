package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.incident.Docket;
import dev.todoku.incident.IncidentDesk;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes one incident of the signals that have one cause, and tells of it with its remedy. */
final class IncidentsProcessor implements Processor<String, Signal, Object, Object> {
  private static final SmileForm<Docket> FORM = new SmileForm<>(Docket.class);

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
    String subject = signal.scope().subject();
    byte[] stored = incidents.get(subject);
    Docket docket = stored == null ? Docket.EMPTY : FORM.decode(stored);
    IncidentDesk.Ruling ruling = desk.onSignal(docket, signal);
    if (!ruling.next().equals(docket)) {
      incidents.put(subject, FORM.encode(ruling.next()));
    }
    ruling.alert().ifPresent(alert -> alerts.send(alert.incidentId(), alert, record.timestamp()));
  }
}
