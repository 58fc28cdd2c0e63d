package dev.todoku.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.processor.PunctuationType;
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

  private static final List<String> STORES =
      List.of(
          Names.QUEUE_ENTRIES_STORE,
          Names.MESSAGES_STORE,
          Names.EARLY_STORE,
          Names.RECIPIENTS_STORE,
          Names.MATCH_REQUESTS_STORE,
          Names.DETECTORS_STORE,
          Names.SENDERS_STORE,
          Names.UNMATCHED_MONITORS_STORE,
          Names.INCIDENTS_STORE);

  private final Processor<K, V, Object, Object> stage;
  private final PipelineMetrics metrics;
  private ProcessorContext<Object, Object> context;

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
    this.context = context;
    stage.init(context);
    context.schedule(PERIOD, PunctuationType.WALL_CLOCK_TIME, now -> count());
  }

  @Override
  public void process(Record<K, V> record) {
    stage.process(record);
  }

  private void count() {
    String task = context.taskId().toString();
    Map<String, Double> keys = new HashMap<>();
    context
        .metrics()
        .metrics()
        .forEach(
            (name, metric) -> {
              if (name.name().equals(KEYS) && task.equals(name.tags().get(TASK))) {
                add(keys, name, metric);
              }
            });
    keys.forEach((store, count) -> metrics.storeKeys(this, store, count));
  }

  private static void add(Map<String, Double> keys, MetricName name, Metric metric) {
    if (metric.metricValue() instanceof Number count) {
      STORES.stream()
          .filter(store -> name.tags().containsValue(store))
          .forEach(store -> keys.merge(store, count.doubleValue(), Double::sum));
    }
  }

  @Override
  public void close() {
    metrics.forgetStoreKeys(this);
    stage.close();
  }
}
