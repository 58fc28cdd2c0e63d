package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.sender.SenderJudge;
import dev.todoku.sender.SenderState;
import dev.todoku.tally.Tally;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds up a sender's day over all providers and says when its rates pass the thresholds. */
final class SendersProcessor implements Processor<String, ProviderHealth, Object, Object> {
  private static final SmileForm<SenderState> FORM = new SmileForm<>(SenderState.class);

  private final PipelineMetrics metrics;
  private final SenderJudge judge;

  private KeyValueStore<String, byte[]> senders;
  private Outlet<String, Signal> signals;
  private DeadLetters deadLetters;

  SendersProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.metrics = metrics;
    this.judge = new SenderJudge(settings.senders());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    senders = context.getStateStore(Names.SENDERS_STORE);
    signals = new Outlet<>(context, Names.sink(Names.SENDERS, Topics.SIGNALS.name()));
    deadLetters = new DeadLetters(context, Names.SENDERS, metrics);
  }

  @Override
  public void process(Record<String, ProviderHealth> record) {
    ProviderHealth row = record.value();
    String sender = row.fromDomain();
    if (sender.equals(Tally.UNKNOWN)) {
      return;
    }
    byte[] stored = senders.get(sender);
    SenderState state = stored == null ? SenderState.NONE : FORM.decode(stored);
    SenderJudge.Judgement judgement = judge.onRow(state, row);
    if (!judgement.counted()) {
      byte[] json = Topics.PROVIDER_HEALTH.valueSerde().serializer().serialize(null, row);
      deadLetters.send(
          sender.getBytes(StandardCharsets.UTF_8),
          json,
          record.timestamp(),
          "it is older than the sender's previous day");
      return;
    }
    senders.put(sender, FORM.encode(judgement.next()));
    for (Signal signal : judgement.signals()) {
      signals.send(signal.scope().key(), signal, record.timestamp());
    }
  }
}
