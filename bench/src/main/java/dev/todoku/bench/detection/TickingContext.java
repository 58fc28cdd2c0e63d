package dev.todoku.bench.detection;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** A context whose clock ticks when it is asked to, and that forgets what is cancelled. */
final class TickingContext extends MockProcessorContext<Object, Object> {
  private final List<Tick> ticks = new ArrayList<>();

  TickingContext(Properties properties) {
    super(properties, new TaskId(0, 0), new File(System.getProperty("java.io.tmpdir")));
  }

  /** Compared by identity: two may be of one punctuator. */
  private static final class Tick {
    private final Punctuator work;

    Tick(Punctuator work) {
      this.work = work;
    }
  }

  /** Whatever is scheduled falls due. */
  void tick() {
    List.copyOf(ticks).forEach(tick -> tick.work.punctuate(currentSystemTimeMs()));
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    Tick tick = new Tick(callback);
    ticks.add(tick);
    return () -> ticks.remove(tick);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator callback) {
    return schedule(interval, type, callback);
  }
}
