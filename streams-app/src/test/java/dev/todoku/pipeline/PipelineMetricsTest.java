package dev.todoku.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.metrics.BoundedLabels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
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

  private double evidence() {
    return registry.get("todoku.detector.evidence.ratio").tag("provider", "docomo").gauge().value();
  }
}
