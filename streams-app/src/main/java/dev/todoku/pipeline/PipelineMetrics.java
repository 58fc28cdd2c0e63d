package dev.todoku.pipeline;

import dev.todoku.metrics.BoundedLabels;
import dev.todoku.schema.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pipeline's own counters. Label values are bounded: topics, reasons, and the providers that
 * {@link BoundedLabels} lets through; never an address.
 */
public final class PipelineMetrics {
  private static final double SECOND = 1_000;

  private final MeterRegistry registry;
  private final BoundedLabels providers;
  private final Map<CounterId, Counter> counters = new ConcurrentHashMap<>();
  private final DistributionSummary lateness;

  public PipelineMetrics(MeterRegistry registry, BoundedLabels providers) {
    this.registry = registry;
    this.providers = providers;
    this.lateness =
        DistributionSummary.builder("todoku.bounce.lateness.seconds")
            .description("Time from a send to the bounce message that came back for it")
            .baseUnit("seconds")
            .serviceLevelObjectives(
                1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 2 * 86_400, 4 * 86_400, 8 * 86_400)
            .register(registry);
  }

  void received(String topic) {
    counter("todoku.records.received", "Records read from an input topic", "topic", topic)
        .increment();
  }

  void deadLetter(String topic, String stage) {
    counter(
            "todoku.dead.letters",
            "Records laid down as dead letters",
            "topic",
            topic,
            "stage",
            stage)
        .increment();
  }

  void misplaced(String topic) {
    counter(
            "todoku.records.misplaced",
            "Records written again to the partition of their key",
            "topic",
            topic)
        .increment();
  }

  void send() {
    counter("todoku.sends", "Sends, once per message and recipient").increment();
  }

  void outcome(Outcome outcome) {
    counter(
            "todoku.outcomes",
            "Outcomes and their revisions, by what they say",
            "provider",
            providers.label(outcome.provider()),
            "status",
            outcome.status().name(),
            "reason",
            outcome.reason().name())
        .increment();
  }

  void unmatched(String event) {
    counter("todoku.unmatched", "Bounces and feedback whose message is not known", "event", event)
        .increment();
  }

  void rejection() {
    counter("todoku.rejections", "Mails that the sending server refused to take on").increment();
  }

  void intakeIgnored(String topic) {
    counter(
            "todoku.intake.ignored",
            "Raw records that say nothing of a message's fate",
            "topic",
            topic)
        .increment();
  }

  void bounceLateness(long sentAt, long bouncedAt) {
    lateness.record(Math.max(0, bouncedAt - sentAt) / SECOND);
  }

  /** Asked for several times a record: strings know their hash, joined ones would not. */
  private record CounterId(String name, List<String> tags) {}

  private Counter counter(String name, String description, String... tags) {
    return counters.computeIfAbsent(
        new CounterId(name, List.of(tags)),
        unused -> Counter.builder(name).description(description).tags(tags).register(registry));
  }
}
