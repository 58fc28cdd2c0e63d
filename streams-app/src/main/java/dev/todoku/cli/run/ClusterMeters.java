package dev.todoku.cli.run;

import dev.todoku.kafka.ClusterWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/** Whether Kafka answers, and which topics are not as they should be. */
final class ClusterMeters {
  private ClusterMeters() {}

  static void bind(ClusterWatch watch, MeterRegistry meters) {
    Gauge.builder("todoku.kafka.answers", watch, seen -> seen.answers() ? 1 : 0)
        .description("Whether Kafka answers: 1 or 0")
        .strongReference(true)
        .register(meters);
    Gauge.builder("todoku.topics.damaged", watch, seen -> seen.damaged().size())
        .description(
            "Topics that are gone, made anew, changed or without leader; readyz names them")
        .strongReference(true)
        .register(meters);
    Gauge.builder(
            "todoku.clock.ahead.seconds",
            watch,
            seen ->
                seen.clockAhead().isPresent() ? seen.clockAhead().getAsLong() / 1e3 : Double.NaN)
        .description("How far this machine's clock is ahead of Kafka's; negative when behind")
        .strongReference(true)
        .register(meters);
    MultiGauge each =
        MultiGauge.builder("todoku.topic.damaged")
            .description("1 for a topic that is gone, was made anew or changed, or has no leader")
            .register(meters);
    watch.onChange(
        damaged ->
            each.register(
                damaged.stream()
                    .map(topic -> MultiGauge.Row.of(Tags.of("topic", topic), 1))
                    .toList(),
                true));
  }
}
