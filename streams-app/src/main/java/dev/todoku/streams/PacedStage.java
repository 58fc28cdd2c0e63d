package dev.todoku.streams;

import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.WatermarkRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/** A stage that looks at the clock by a {@link ClockPace}, and whose mail sets that pace. */
final class PacedStage<K, V> implements Processor<K, V, Object, Object> {
  private final Processor<K, V, Object, Object> stage;
  private final ClockPace pace;
  private PacedContext context;

  private PacedStage(Processor<K, V, Object, Object> stage, ClockPace pace) {
    this.stage = stage;
    this.pace = pace;
  }

  static <K, V> ProcessorSupplier<K, V, Object, Object> of(
      ProcessorSupplier<K, V, Object, Object> stage, ClockPace pace) {
    return pace.isPaced() ? () -> new PacedStage<>(stage.get(), pace) : stage;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = new PacedContext(context, pace);
    stage.init(this.context);
  }

  @Override
  public void process(Record<K, V> record) {
    if (!isMark(record.value())) {
      pace.came();
    }
    context.wake();
    stage.process(record);
  }

  /** Marks come when nothing else does. */
  private static boolean isMark(Object value) {
    return value instanceof WatermarkRecord || value instanceof StageWatermark;
  }

  @Override
  public void close() {
    stage.close();
  }
}
