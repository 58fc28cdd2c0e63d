package dev.todoku.pipeline;

import dev.todoku.binary.SmileForm;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.sender.SenderJudge;
import dev.todoku.sender.SenderMinute;
import dev.todoku.sender.SenderState;
import dev.todoku.sender.SenderStreams;
import dev.todoku.sender.SenderWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up a sender's day over all providers and says when its rates pass the thresholds; watches
 * its mail, and each batch of it, for what no single provider shows. Takes {@link SenderMinute}s
 * and the {@link Progress} of the stage that wrote them: a minute counts when it is complete. Until
 * then its parts stand beside each other, so that none grows with the providers it is about.
 */
final class SendersProcessor implements Processor<String, Object, Object, Object> {
  private static final SmileForm<SenderState> FORM = new SmileForm<>(SenderState.class);

  private static final long FORGOTTEN_AFTER_MS = Duration.ofDays(7).toMillis();

  private final PipelineMetrics metrics;
  private final SenderJudge judge;
  private final Frontier frontier;

  private OpenMinutes<SenderMinute> minutes;
  private KeyValueStore<String, byte[]> senders;
  private KeyValueStore<String, byte[]> streams;
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
    streams = context.getStateStore(Names.SENDER_STREAMS_STORE);
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
    minutes.add(minute.minute(), minute.sender(), minute);
  }

  private void tick() {
    closeMinutes();
  }

  private void closeMinutes() {
    List<SenderMinute> over = minutes.takeOver(frontier.reached());
    OpenMinutes.byMinute(over, SenderMinute::minute, SenderMinute::sender)
        .forEach(
            (minute, senders) -> senders.values().forEach(parts -> judge(SenderMinute.sum(parts))));
  }

  private void judge(SenderMinute minute) {
    SenderState before = state(minute.sender());
    SenderJudge.Judgement judgement = judge.onMinute(before, minute);
    if (before.newest() != null && before.newest().start() != judgement.next().newest().start()) {
      forgetOldStreams(minute);
    }
    senders.put(minute.sender(), FORM.encode(judgement.next()));
    judgement.signals().forEach(this::tell);
    SenderStreams.of(minute).forEach((stream, figures) -> watch(minute, stream, figures));
  }

  /** Campaigns come and go: once a day those that have had no mail for a week are forgotten. */
  private void forgetOldStreams(SenderMinute minute) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all =
        streams.range(PrefixedKey.first(minute.sender()), PrefixedKey.end(minute.sender()))) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        StreamState stream = StreamState.decode(entry.value);
        if (!stream.isTold() && stream.lastAt() < minute.minute() - FORGOTTEN_AFTER_MS) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(streams::delete);
  }

  private void watch(SenderMinute minute, String stream, StreamMinute figures) {
    String key = PrefixedKey.of(minute.sender(), stream);
    byte[] stored = streams.get(key);
    StreamState state =
        stored == null
            ? new StreamState(SenderStreams.channelsOf(stream))
            : StreamState.decode(stored);
    SenderWatch.onMinute(minute.sender(), stream, state, figures, minute.minute())
        .forEach(this::tell);
    streams.put(key, state.encode());
  }

  private void tell(Signal signal) {
    signals.send(signal.scope().subject(), signal, signal.time());
  }

  private SenderState state(String sender) {
    byte[] stored = senders.get(sender);
    return stored == null ? SenderState.NONE : FORM.decode(stored);
  }
}
