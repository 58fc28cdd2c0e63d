package dev.todoku.unmatched;

import dev.todoku.schema.Signal;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.JudgedMinutes;
import dev.todoku.streams.Names;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.PublishedSignals;
import dev.todoku.streams.SoonAgain;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.Watermark;
import dev.todoku.wire.UnmatchedMinute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Adds up what found its other half and what did not, and watches it. Takes {@link
 * UnmatchedMinute}s and the {@link StageWatermark} of the stage that writes them: a minute counts
 * when it is due.
 */
public final class UnmatchedProcessor implements Processor<String, Object, Object, Object> {
  private static final JudgedMinutes.Form<UnmatchedMinute> FORM =
      new JudgedMinutes.Form<>(
          UnmatchedMinute::encode, UnmatchedMinute::decode, UnmatchedMinute::plus);

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Anyone can write a bounce that names a domain: what does not come again is forgotten. */
  private static final long FORGOTTEN_AFTER_MS = 7 * DAY_MS;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final Watermark watermark;

  /** Monitors that have reported something: they are looked at although nothing more may come. */
  private final TreeSet<String> open = new TreeSet<>();

  private SoonAgain rest;
  private JudgedMinutes<UnmatchedMinute> minutes;
  private BeforeImages images;
  private BeforeImages.Revertible watches;
  private PublishedSignals published;

  UnmatchedProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.watermark = new Watermark(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new JudgedMinutes<>(
            context.getStateStore(Names.UNMATCHED_MINUTES_STORE),
            FORM,
            settings.lateWindow(),
            UnaryOperator.identity());
    images = new BeforeImages(context.getStateStore(Names.UNMATCHED_IMAGES_STORE));
    watches = images.over("watches", context.getStateStore(Names.UNMATCHED_MONITORS_STORE));
    watches.onPutBack(this::reread);
    published =
        PublishedSignals.of(
            context,
            Names.UNMATCHED,
            images.over("published", context.getStateStore(Names.UNMATCHED_PUBLISHED_STORE)),
            metrics);
    try (KeyValueIterator<String, byte[]> all = watches.all()) {
      all.forEachRemaining(entry -> remember(entry.key, decode(entry.key, entry.value)));
    }
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
    } else if (record.value() instanceof UnmatchedMinute minute) {
      accept(minute);
    }
  }

  private void accept(UnmatchedMinute minute) {
    if (minutes.isJudged(minute.due())) {
      metrics.late(Names.UNMATCHED, !minutes.isTooLate(minute.due()));
    }
    minutes.change(
        minute.due(), minute.monitorKey(), known -> known == null ? minute : known.plus(minute));
  }

  private void closeMinutes() {
    judgeLate();
    long before = minutes.judged();
    minutes.takeOver(watermark.current(), whole -> {}, rows -> rows.forEach(this::judge));
    long time = minutes.judged();
    List.copyOf(open).forEach(key -> endUntil(key, time));
    if (BeforeImages.hourOf(time) > BeforeImages.hourOf(before)) {
      published.forget(minutes.keptSince());
    }
    if (Math.floorDiv(time, DAY_MS) > Math.floorDiv(before, DAY_MS)) {
      forget(time - FORGOTTEN_AFTER_MS);
    }
    if (minutes.isLeft()) {
      rest.ask();
    }
  }

  private void judgeLate() {
    minutes.judgeAnew(
        minutes.takeLate(),
        anew ->
            published.anew(
                anew.subject(),
                () -> {
                  images.rollback(anew.subject(), anew.since());
                  anew.minutes().values().forEach(parts -> parts.forEach(this::judge));
                  if (open.contains(anew.subject())) {
                    endUntil(anew.subject(), minutes.judged());
                  }
                }));
  }

  private void judge(UnmatchedMinute minute) {
    String key = minute.monitorKey();
    if (open.contains(key)) {
      endUntil(key, minute.due());
    }
    byte[] stored = watches.get(key);
    UnmatchedMonitor monitor =
        stored == null ? UnmatchedMonitor.of(minute.kind(), minute.about()) : decode(key, stored);
    publish(key, minute.due(), monitor, monitor.add(minute));
  }

  /** Ends what is over before {@code time}. */
  private void endUntil(String key, long time) {
    UnmatchedMonitor monitor = decode(key, Objects.requireNonNull(watches.get(key), key));
    List<Signal> ended = monitor.at(time);
    if (!ended.isEmpty()) {
      publish(key, time - 1, monitor, ended);
    }
  }

  private void publish(String key, long time, UnmatchedMonitor monitor, List<Signal> signals) {
    images.at(key, time);
    published.at(key);
    signals.forEach(published::signal);
    watches.put(key, monitor.encode());
    remember(key, monitor);
  }

  private void reread(String key) {
    byte[] stored = watches.get(key);
    if (stored == null) {
      open.remove(key);
    } else {
      remember(key, decode(key, stored));
    }
  }

  private void remember(String key, UnmatchedMonitor monitor) {
    if (monitor.isOpen()) {
      open.add(key);
    } else {
      open.remove(key);
    }
  }

  private void forget(long before) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = watches.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        UnmatchedMonitor monitor = decode(entry.key, entry.value);
        if (!monitor.isOpen() && monitor.lastDue() < before) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(watches::forget);
  }

  private static UnmatchedMonitor decode(String key, byte[] bytes) {
    return UnmatchedMonitor.decode(
        UnmatchedMinute.kindOf(key), UnmatchedMinute.aboutOf(key), bytes);
  }
}
