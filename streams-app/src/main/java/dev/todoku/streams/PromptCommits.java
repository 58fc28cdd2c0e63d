package dev.todoku.streams;

import dev.todoku.watermark.Consumed;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Commits soon what a stage makes of live mail, since the next stage sees it only then. A thread
 * that is behind commits as seldom as {@code commit.interval.ms} says: a commit costs the same for
 * ten records and for ten thousand, and a machine without time to spare must catch up.
 */
final class PromptCommits<K, V> implements Processor<K, V, Object, Object> {
  private static final Duration SOON = Duration.ofMillis(100);

  private final Processor<K, V, Object, Object> stage;
  private final Consumed consumed;
  private SoonAgain commit;

  private PromptCommits(Processor<K, V, Object, Object> stage, Consumed consumed) {
    this.stage = stage;
    this.consumed = consumed;
  }

  static <K, V> ProcessorSupplier<K, V, Object, Object> of(
      ProcessorSupplier<K, V, Object, Object> stage, Consumed consumed) {
    return () -> new PromptCommits<>(stage.get(), consumed);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    commit = new SoonAgain(context, SOON, context::commit);
    stage.init(context);
    // What the ticks of the stage make, which began with this one.
    context.schedule(TaskWatermark.TICK, PunctuationType.WALL_CLOCK_TIME, now -> commitSoon());
  }

  @Override
  public void process(Record<K, V> record) {
    commitSoon();
    stage.process(record);
  }

  private void commitSoon() {
    if (!consumed.isBehind()) {
      commit.ask();
    }
  }

  @Override
  public void close() {
    stage.close();
  }
}
