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
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Adds up what found its other half and what did not, and watches it. Takes {@link UnpairedMinute}s
 * and the {@link Progress} of the stage that writes them: a minute counts when it is due.
 */
final class UnpairedProcessor implements Processor<String, Object, Object, Object> {
  private static final char SEPARATOR = '|';
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Anyone can write a bounce that names a domain: what is not heard of again is forgotten. */
  private static final long FORGOTTEN_AFTER_MS = 7 * DAY_MS;

  private final Frontier frontier;

  /** Watches that have told of something: they are looked at although nothing more may come. */
  private final TreeSet<String> open = new TreeSet<>();

  private OpenMinutes<UnpairedMinute> minutes;
  private KeyValueStore<String, byte[]> watches;
  private Outlet<String, Signal> signals;
  private long day;

  UnpairedProcessor(PipelineSettings settings) {
    this.frontier = new Frontier(settings.partitions());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    minutes =
        new OpenMinutes<>(
            context.getStateStore(Names.UNPAIRED_MINUTES_STORE),
            UnpairedMinute::encode,
            UnpairedMinute::decode);
    watches = context.getStateStore(Names.UNPAIRED_STORE);
    signals = new Outlet<>(context, Names.sink(Names.UNPAIRED, Topics.SIGNALS.name()));
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
      closeMinutes();
    } else if (record.value() instanceof UnpairedMinute minute) {
      minutes.change(
          minute.due(), watchOf(minute), known -> known == null ? minute : known.plus(minute));
    }
  }

  private void tick() {
    closeMinutes();
  }

  private void closeMinutes() {
    for (UnpairedMinute minute : minutes.takeOver(frontier.reached())) {
      String key = watchOf(minute);
      byte[] stored = watches.get(key);
      UnpairedWatch watch =
          stored == null ? UnpairedWatch.of(minute.kind(), minute.about()) : decode(key, stored);
      tell(key, watch, watch.add(minute));
    }
    long time = OpenMinutes.minuteOf(frontier.reached());
    for (String key : List.copyOf(open)) {
      UnpairedWatch watch = decode(key, watches.get(key));
      List<Signal> ended = watch.at(time);
      if (!ended.isEmpty()) {
        tell(key, watch, ended);
      }
    }
    if (Math.floorDiv(time, DAY_MS) > day) {
      day = Math.floorDiv(time, DAY_MS);
      forget(time - FORGOTTEN_AFTER_MS);
    }
  }

  private void tell(String key, UnpairedWatch watch, List<Signal> told) {
    told.forEach(signal -> signals.send(signal.scope().subject(), signal, signal.time()));
    watches.put(key, watch.encode());
    remember(key, watch);
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
    old.forEach(watches::delete);
  }

  private static UnpairedWatch decode(String key, byte[] bytes) {
    int end = key.indexOf(SEPARATOR);
    Scope about = ScopeKey.parse(key.substring(end + 1, key.length() - 1));
    return UnpairedWatch.decode(Kind.valueOf(key.substring(0, end)), about, bytes);
  }
}
