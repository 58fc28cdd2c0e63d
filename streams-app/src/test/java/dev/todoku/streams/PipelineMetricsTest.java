package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.metrics.BoundedLabels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PipelineMetrics metrics =
      new PipelineMetrics(registry, new BoundedLabels(Set.of("docomo"), 10));

  @Test
  void showsHowNearAnAlarmIsOfProvidersThatHaveALabel() {
    assertThat(evidence()).isZero();
    assertThat(metrics.evidence("docomo", 0.7)).isTrue();
    assertThat(metrics.evidence("company.example", 0.9)).isFalse();
    assertThat(evidence()).isEqualTo(0.7);
    assertThat(registry.find("todoku.detector.evidence.ratio").gauges()).hasSize(1);
  }

  @Test
  void tellsTheEventTimeOfItsFurthestTask() {
    LongSupplier eventTime = PipelineMetrics.eventTime(registry);
    assertThat(eventTime.getAsLong()).isZero();
    metrics.onWatermark(at("09:00"));
    metrics.onWatermark(at("08:00"));
    assertThat(eventTime.getAsLong()).isEqualTo(at("09:00"));
    assertThat(PipelineMetrics.eventTime(new SimpleMeterRegistry()).getAsLong()).isZero();
  }

  private double evidence() {
    return registry.get("todoku.detector.evidence.ratio").tag("provider", "docomo").gauge().value();
  }
}
