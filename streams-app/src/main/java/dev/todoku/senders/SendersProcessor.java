package dev.todoku.senders;

import dev.todoku.binary.SmileForm;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.schema.Signal;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.JudgedMinutes;
import dev.todoku.streams.Names;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.PrefixedKey;
import dev.todoku.streams.PublishedSignals;
import dev.todoku.streams.SoonAgain;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.Watermark;
import dev.todoku.wire.SenderMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Adds up a sender's day over all providers and says when its rates pass the thresholds; watches
 * its mail, and each batch of it, for what no single provider shows. Takes {@link SenderMinute}s
 * and the {@link StageWatermark} of the stage that wrote them: a minute counts when it is complete.
 * Until then its parts stand beside each other, so that none grows with the providers it is about.
 * A sender is judged anew when parts of a minute come late.
 */
public final class SendersProcessor implements Processor<String, Object, Object, Object> {
  private static final JudgedMinutes.Form<SenderMinute> MINUTES =
      new JudgedMinutes.Form<>(
          SenderMinute::encode,
          SenderMinute::decode,
          (known, more) -> SenderMinute.sum(List.of(known, more)));

  private static final SmileForm<SenderState> FORM = new SmileForm<>(SenderState.class);

  private static final long FORGOTTEN_AFTER_MS = Duration.ofDays(7).toMillis();

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final SenderJudge judge;
  private final Watermark watermark;

  private SoonAgain rest;
  private JudgedMinutes<SenderMinute> minutes;
  private BeforeImages images;
  private BeforeImages.Revertible senders;
  private SenderStreamStore streams;
  private PublishedSignals published;

  public SendersProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.judge = new SenderJudge(settings.senders());
    this.watermark = new Watermark(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new JudgedMinutes<>(
            context.getStateStore(Names.SENDER_MINUTES_STORE),
            MINUTES,
            settings.lateWindow(),
            PrefixedKey::name);
    images = new BeforeImages(context.getStateStore(Names.SENDER_IMAGES_STORE));
    senders = images.over("days", context.getStateStore(Names.SENDERS_STORE));
    streams =
        new SenderStreamStore(
            images.over("streams", context.getStateStore(Names.SENDER_STREAMS_STORE)));
    published =
        PublishedSignals.of(
            context,
            Names.SENDERS,
            images.over("published", context.getStateStore(Names.SENDER_PUBLISHED_STORE)),
            metrics);
    context.schedule(
        WatermarkEmitter.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> closeMinutes());
    rest = new SoonAgain(context, this::closeMinutes);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof StageWatermark upstream) {
      watermark.advance(upstream);
      if (OpenMinutes.minuteOf(watermark.current()) > minutes.judged()) {
        closeMinutes();
      }
    } else if (record.value() instanceof SenderMinute minute) {
      accept(minute);
    }
  }

  private void accept(SenderMinute minute) {
    if (minutes.isJudged(minute.minute())) {
      metrics.late(Names.SENDERS, !minutes.isTooLate(minute.minute()));
    }
    minutes.add(minute.minute(), minute.sender(), minute);
  }

  private void closeMinutes() {
    judgeLate();
    long hour = BeforeImages.hourOf(minutes.judged());
    minutes.takeOver(watermark.current(), whole -> {}, this::judge);
    streams.waiting().forEach(key -> reportDue(key, minutes.judged()));
    if (BeforeImages.hourOf(minutes.judged()) > hour) {
      endQuiet(BeforeImages.hourOf(minutes.judged()));
      endDays(BeforeImages.hourOf(minutes.judged()));
      published.forget(minutes.keptSince());
    }
    if (minutes.isLeft()) {
      rest.ask();
    }
  }

  /** A campaign that is over, or a sender that has fallen silent, shows no end by itself. */
  private void endQuiet(long time) {
    for (String key : streams.keys()) {
      StreamState state = streams.of(key);
      String sender = SenderStreamStore.senderOf(key);
      if (state.isReported()) {
        save(key, state, time, SenderMonitor.endQuiet(sender, state, time));
      }
    }
  }

  /** A campaign may be over before it is sure what its alarm means. */
  private void reportDue(String key, long time) {
    StreamState state = streams.of(key);
    String sender = SenderStreamStore.senderOf(key);
    String stream = SenderStreamStore.streamOf(key);
    save(
        key,
        state,
        time,
        SenderMonitor.due(sender, stream, state, time, hiding(sender), settings.sensitivity()));
  }

  /** Publishes what follows for a stream without mail, if anything does. */
  private void save(String key, StreamState state, long time, List<Signal> signals) {
    if (!signals.isEmpty()) {
      images.at(SenderStreamStore.senderOf(key), time);
      published.at(SenderStreamStore.senderOf(key));
      signals.forEach(published::signal);
      streams.save(key, state);
    }
  }

  /** The warnings of a day end with it, also of senders that have fallen silent. */
  private void endDays(long time) {
    for (KeyValue<String, byte[]> entry : all(senders)) {
      SenderJudge.Judgement judgement = judge.onTime(FORM.decode(entry.value), entry.key, time);
      if (!judgement.signals().isEmpty()) {
        images.at(entry.key, time);
        published.at(entry.key);
        judgement.signals().forEach(published::signal);
        senders.put(entry.key, FORM.encode(judgement.next()));
      }
    }
  }

  private static List<KeyValue<String, byte[]>> all(BeforeImages.Revertible store) {
    List<KeyValue<String, byte[]>> all = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      stored.forEachRemaining(all::add);
    }
    return all;
  }

  private void judgeLate() {
    minutes.judgeAnew(
        minutes.takeLate(),
        anew ->
            published.anew(
                anew.subject(),
                () -> {
                  images.rollback(anew.subject(), anew.since());
                  anew.minutes().values().forEach(this::judge);
                  streams.waiting().stream()
                      .filter(key -> SenderStreamStore.senderOf(key).equals(anew.subject()))
                      .forEach(key -> reportDue(key, minutes.judged()));
                }));
  }

  private void judge(List<SenderMinute> parts) {
    OpenMinutes.byMinute(parts, SenderMinute::minute, SenderMinute::sender)
        .forEach((minute, senders) -> senders.values().forEach(of -> judge(SenderMinute.sum(of))));
  }

  private void judge(SenderMinute minute) {
    images.at(minute.sender(), minute.minute());
    published.at(minute.sender());
    SenderState before = state(minute.sender());
    Set<String> hiding = hiding(minute.sender());
    Set<String> explained = new HashSet<>();
    Map<String, Long> explainedNow = new HashMap<>();
    SenderStreams.of(minute)
        .forEach(
            (stream, figures) -> {
              String key = SenderStreamStore.keyOf(minute.sender(), stream);
              StreamState state = streams.of(key);
              boolean isKnown = SenderMonitor.explained(state) > 0;
              watch(minute, stream, figures, state, hiding);
              streams.save(key, state);
              if (SenderMonitor.isExplained(state, minute.minute())) {
                explained.add(SenderStreams.batchOf(stream));
                explainedNow.put(
                    SenderStreams.batchOf(stream), isKnown ? 0 : SenderMonitor.explained(state));
              }
            });
    SenderJudge.Judgement judgement =
        judge.onMinute(before, minute, new ExplainedUnknown(explained, hiding), explainedNow);
    SenderDay known = before.newest();
    SenderDay newest = judgement.next().newest();
    if (known != null && newest != null && known.start() != newest.start()) {
      forgetOldStreams(minute);
    }
    senders.put(minute.sender(), FORM.encode(judgement.next()));
    judgement.signals().forEach(published::signal);
  }

  /** Campaigns come and go: once a day those that have had no mail for a week are forgotten. */
  private void forgetOldStreams(SenderMinute minute) {
    for (String key : streams.keysOf(minute.sender())) {
      StreamState stream = streams.of(key);
      if (!stream.isReported() && stream.lastAt() < minute.minute() - FORGOTTEN_AFTER_MS) {
        streams.delete(key);
      }
    }
  }

  private void watch(
      SenderMinute minute,
      String stream,
      StreamMinute figures,
      StreamState state,
      Set<String> hiding) {
    SenderMonitor.onMinute(
            minute.sender(),
            stream,
            state,
            figures,
            minute.minute(),
            hiding,
            settings.sensitivity())
        .forEach(published::signal);
  }

  private Set<String> hiding(String sender) {
    return SenderMonitor.hiding(streams.of(SenderStreamStore.keyOf(sender, SenderStreams.ALL)));
  }

  private SenderState state(String sender) {
    byte[] stored = senders.get(sender);
    return stored == null ? SenderState.NONE : FORM.decode(stored);
  }
}
