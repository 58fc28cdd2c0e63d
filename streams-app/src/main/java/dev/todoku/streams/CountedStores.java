package dev.todoku.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts the keys in the stores of a task, on the thread that owns them: RocksDB is asked, and who
 * asks it from another thread while the task closes ends the process.
 */
final class CountedStores<K, V> implements Processor<K, V, Object, Object> {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final String KEYS = "estimate-num-keys";
  private static final String TASK = "task-id";

  /** Ends the name of the tag with a store's name; what comes before it is the kind of store. */
  private static final String STORE_TAG = "state-id";

  /** What Kafka Streams measures of one store. */
  private record Keys(String store, Metric count) {}

  private final Processor<K, V, Object, Object> stage;
  private final PipelineMetrics metrics;
  private TaskId task;
  private List<Keys> stores = List.of();

  private CountedStores(Processor<K, V, Object, Object> stage, PipelineMetrics metrics) {
    this.stage = stage;
    this.metrics = metrics;
  }

  static <K, V> ProcessorSupplier<K, V, Object, Object> of(
      ProcessorSupplier<K, V, Object, Object> stage, PipelineMetrics metrics) {
    return () -> new CountedStores<>(stage.get(), metrics);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    stage.init(context);
    task = context.taskId();
    stores = storesOf(context);
    context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> count());
  }

  /** An instance has thousands of metrics: they are looked through once, not at every count. */
  private static List<Keys> storesOf(ProcessorContext<?, ?> context) {
    String task = context.taskId().toString();
    List<Keys> stores = new ArrayList<>();
    context
        .metrics()
        .metrics()
        .forEach(
            (name, metric) -> {
              if (name.name().equals(KEYS) && task.equals(name.tags().get(TASK))) {
                stores.add(new Keys(storeOf(name), metric));
              }
            });
    return stores;
  }

  private static String storeOf(MetricName name) {
    return name.tags().entrySet().stream()
        .filter(tag -> tag.getKey().endsWith(STORE_TAG))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a metric of no store: " + name));
  }

  @Override
  public void process(Record<K, V> record) {
    stage.process(record);
  }

  private void count() {
    for (Keys keys : stores) {
      if (keys.count().metricValue() instanceof Number count) {
        metrics.storeKeys(task, keys.store(), count.doubleValue());
      }
    }
  }

  @Override
  public void close() {
    metrics.forgetStoreKeys(task);
    stage.close();
  }
}
