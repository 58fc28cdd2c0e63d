package dev.todoku.pipeline;

import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.unpaired.UnpairedMinute;
import dev.todoku.unpaired.UnpairedMinute.Kind;
import dev.todoku.unpaired.UnpairedWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Adds up what found its other half and what did not, and watches it. Takes {@link UnpairedMinute}s
 * and the {@link Progress} of the stage that writes them: a minute counts when it is due.
 */
final class UnpairedProcessor implements Processor<String, Object, Object, Object> {
  private static final JudgedMinutes.Form<UnpairedMinute> FORM =
      new JudgedMinutes.Form<>(
          UnpairedMinute::encode, UnpairedMinute::decode, UnpairedMinute::plus);

  private static final char SEPARATOR = '|';
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Anyone can write a bounce that names a domain: what is not heard of again is forgotten. */
  private static final long FORGOTTEN_AFTER_MS = 7 * DAY_MS;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final Frontier frontier;

  /** Watches that have told of something: they are looked at although nothing more may come. */
  private final TreeSet<String> open = new TreeSet<>();

  private JudgedMinutes<UnpairedMinute> minutes;
  private BeforeImages images;
  private BeforeImages.Revertible watches;
  private Published published;

  UnpairedProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.frontier = new Frontier(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new JudgedMinutes<>(
            context.getStateStore(Names.UNPAIRED_MINUTES_STORE), FORM, settings.lateWindow());
    images = new BeforeImages(context.getStateStore(Names.UNPAIRED_IMAGES_STORE));
    watches = images.over("watches", context.getStateStore(Names.UNPAIRED_STORE));
    watches.onPutBack(this::reread);
    Outlet<String, Signal> signals =
        new Outlet<>(context, Names.sink(Names.UNPAIRED, Topics.SIGNALS.name()));
    published =
        new Published(
            images.over("published", context.getStateStore(Names.UNPAIRED_PUBLISHED_STORE)),
            new Invariants(Names.UNPAIRED, metrics),
            signal -> signals.send(signal.scope().subject(), signal, signal.time()),
            amnesty -> {});
    try (KeyValueIterator<String, byte[]> all = watches.all()) {
      all.forEachRemaining(entry -> remember(entry.key, decode(entry.key, entry.value)));
    }
    context.schedule(ProgressTeller.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick());
  }

  /** Under which key the watch of {@code minute} is kept. */
  static String watchOf(UnpairedMinute minute) {
    return minute.kind().name() + SEPARATOR + ScopeKey.of(minute.about()) + SEPARATOR;
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Progress upstream) {
      frontier.hear(upstream);
      if (OpenMinutes.minuteOf(frontier.reached()) > minutes.judged()) {
        closeMinutes();
      }
    } else if (record.value() instanceof UnpairedMinute minute) {
      accept(minute);
    }
  }

  private void accept(UnpairedMinute minute) {
    if (minutes.isJudged(minute.due())) {
      metrics.late(Names.UNPAIRED, !minutes.isTooLate(minute.due()));
    }
    minutes.change(
        minute.due(), watchOf(minute), known -> known == null ? minute : known.plus(minute));
  }

  private void tick() {
    closeMinutes();
  }

  private void closeMinutes() {
    judgeLate();
    long before = minutes.judged();
    minutes.takeOver(frontier.reached(), rows -> rows.forEach(this::judge));
    long time = minutes.judged();
    List.copyOf(open).forEach(key -> endUntil(key, time));
    if (BeforeImages.hourOf(time) > BeforeImages.hourOf(before)) {
      published.forget(minutes.keptSince());
    }
    if (Math.floorDiv(time, DAY_MS) > Math.floorDiv(before, DAY_MS)) {
      forget(time - FORGOTTEN_AFTER_MS);
    }
  }

  private void judgeLate() {
    for (JudgedMinutes.Anew<UnpairedMinute> anew :
        minutes.anew(minutes.takeLate(), UnaryOperator.identity())) {
      published.anew(
          anew.subject(),
          () -> {
            images.rollback(anew.subject(), anew.since());
            anew.minutes().values().forEach(parts -> parts.forEach(this::judge));
            if (open.contains(anew.subject())) {
              endUntil(anew.subject(), minutes.judged());
            }
          });
    }
  }

  private void judge(UnpairedMinute minute) {
    String key = watchOf(minute);
    if (open.contains(key)) {
      endUntil(key, minute.due());
    }
    byte[] stored = watches.get(key);
    UnpairedWatch watch =
        stored == null ? UnpairedWatch.of(minute.kind(), minute.about()) : decode(key, stored);
    publish(key, minute.due(), watch, watch.add(minute));
  }

  /** Ends what is over before {@code time}. */
  private void endUntil(String key, long time) {
    UnpairedWatch watch = decode(key, watches.get(key));
    List<Signal> ended = watch.at(time);
    if (!ended.isEmpty()) {
      publish(key, time - 1, watch, ended);
    }
  }

  private void publish(String key, long time, UnpairedWatch watch, List<Signal> signals) {
    images.at(key, time);
    published.at(key);
    signals.forEach(published::signal);
    watches.put(key, watch.encode());
    remember(key, watch);
  }

  private void reread(String key) {
    byte[] stored = watches.get(key);
    if (stored == null) {
      open.remove(key);
    } else {
      remember(key, decode(key, stored));
    }
  }

  private void remember(String key, UnpairedWatch watch) {
    if (watch.isOpen()) {
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
        UnpairedWatch watch = decode(entry.key, entry.value);
        if (!watch.isOpen() && watch.lastDue() < before) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(watches::forget);
  }

  private static UnpairedWatch decode(String key, byte[] bytes) {
    int end = key.indexOf(SEPARATOR);
    Scope about = ScopeKey.parse(key.substring(end + 1, key.length() - 1));
    return UnpairedWatch.decode(Kind.valueOf(key.substring(0, end)), about, bytes);
  }
}
