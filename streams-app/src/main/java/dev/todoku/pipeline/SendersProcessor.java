package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.sender.SenderJudge;
import dev.todoku.sender.SenderMinute;
import dev.todoku.sender.SenderState;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up a sender's day over all providers and says when its rates pass the thresholds. Takes
 * {@link SenderMinute}s and the {@link Progress} of the stage that wrote them: a minute counts when
 * it is complete.
 */
final class SendersProcessor implements Processor<String, Object, Object, Object> {
  private static final SmileForm<SenderState> FORM = new SmileForm<>(SenderState.class);

  private final PipelineMetrics metrics;
  private final SenderJudge judge;
  private final Frontier frontier;

  private OpenMinutes<SenderMinute> minutes;
  private KeyValueStore<String, byte[]> senders;
  private Outlet<String, Signal> signals;
  private DeadLetters deadLetters;

  SendersProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.metrics = metrics;
    this.judge = new SenderJudge(settings.senders());
    this.frontier = new Frontier(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new OpenMinutes<>(
            context.getStateStore(Names.SENDER_MINUTES_STORE),
            SenderMinute::encode,
            SenderMinute::decode);
    senders = context.getStateStore(Names.SENDERS_STORE);
    signals = new Outlet<>(context, Names.sink(Names.SENDERS, Topics.SIGNALS.name()));
    deadLetters = new DeadLetters(context, Names.SENDERS, metrics);
    context.schedule(ProgressTeller.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick());
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Progress upstream) {
      frontier.hear(upstream);
      closeMinutes();
    } else if (record.value() instanceof SenderMinute minute) {
      accept(minute);
    }
  }

  private void accept(SenderMinute minute) {
    if (judge.isForgotten(state(minute.sender()), minute)) {
      deadLetters.send(
          minute.sender().getBytes(StandardCharsets.UTF_8),
          minute.encode(),
          minute.minute(),
          "it is older than the sender's previous day");
      return;
    }
    minutes.change(
        minute.minute(), minute.sender(), known -> known == null ? minute : known.plus(minute));
  }

  private void tick() {
    frontier.tick();
    closeMinutes();
  }

  private void closeMinutes() {
    minutes.takeOver(frontier.reached()).forEach(this::judge);
  }

  private void judge(SenderMinute minute) {
    SenderJudge.Judgement judgement = judge.onMinute(state(minute.sender()), minute);
    senders.put(minute.sender(), FORM.encode(judgement.next()));
    judgement
        .signals()
        .forEach(signal -> signals.send(signal.scope().key(), signal, signal.time()));
  }

  private SenderState state(String sender) {
    byte[] stored = senders.get(sender);
    return stored == null ? SenderState.NONE : FORM.decode(stored);
  }
}
