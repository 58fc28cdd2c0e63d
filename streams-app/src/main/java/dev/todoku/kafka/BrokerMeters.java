package dev.todoku.kafka;

import com.yammer.metrics.core.Metric;
import com.yammer.metrics.core.MetricName;
import com.yammer.metrics.core.MetricsRegistryListener;
import com.yammer.metrics.core.Stoppable;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;

/**
 * Stops the clocks of the broker's meters: hundreds of rates, a dozen for each topic, that are
 * computed anew every five seconds whether anything comes or not. Of a broker in the same process
 * nobody reads them. What they count they go on counting.
 */
final class BrokerMeters implements MetricsRegistryListener {
  private static final BrokerMeters IN_THIS_PROCESS = new BrokerMeters();

  private BrokerMeters() {}

  /** Those that are there, and those to come, of every broker in this process. */
  static void stopClocks() {
    KafkaYammerMetrics.defaultRegistry().removeListener(IN_THIS_PROCESS);
    KafkaYammerMetrics.defaultRegistry().addListener(IN_THIS_PROCESS);
  }

  @Override
  public void onMetricAdded(MetricName name, Metric metric) {
    if (metric instanceof Stoppable meter) {
      meter.stop();
    }
  }

  @Override
  public void onMetricRemoved(MetricName name) {
    // It has no clock any more.
  }
}
