package dev.todoku.app;

import dev.todoku.config.TodokuConfig;
import dev.todoku.correlation.MailboxProviders;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.pipeline.Pipeline;
import dev.todoku.pipeline.PipelineMetrics;
import dev.todoku.pipeline.PipelineSettings;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.query.Answers;
import dev.todoku.query.States;
import dev.todoku.recipient.RecipientJudge;
import dev.todoku.story.Knowledge;
import dev.todoku.story.StoryTeller;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The pipeline with the settings of one installation. */
public final class Application {
  private Application() {}

  /**
   * To be called once by the process that runs the streams: numbers are formatted as for no country
   * in particular. Kafka Streams formats one for every record and topic that has none waiting
   * (PartitionGroup), which takes half the time in the locale that Java treats apart.
   */
  public static void formatPlainly() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
  }

  /** The topology, for printing. */
  public static Topology topology(TodokuConfig config) {
    return topology(config, config.topicPartitions(), new SimpleMeterRegistry());
  }

  /**
   * The streams, not started.
   *
   * @param partitions of every joined topic
   * @param meters where the pipeline counts
   */
  public static KafkaStreams streams(TodokuConfig config, int partitions, MeterRegistry meters) {
    return new KafkaStreams(
        topology(config, partitions, meters), settings(config, partitions, meters));
  }

  /** Answers from {@code states}, by the names and thresholds of the installation. */
  public static Answers answers(
      TodokuConfig config, States states, MailboxProviders.Routes routes) {
    PipelineSettings settings = Installation.of(config, config.topicPartitions());
    return new Answers(
        states,
        settings.address(),
        new MailboxProviders(settings.providers(), routes),
        new RecipientJudge(settings.suppression()),
        new StoryTeller(settings.address(), Knowledge.load().silentProviders()));
  }

  /**
   * The settings of Kafka Streams, with memory of their own, for what is compared with this.
   *
   * @param partitions of every joined topic
   */
  public static Properties settings(TodokuConfig config, int partitions) {
    return settings(config, partitions, new SimpleMeterRegistry());
  }

  private static Properties settings(TodokuConfig config, int partitions, MeterRegistry meters) {
    return StreamsSettings.of(config, new RocksMemory(partitions), new RefusedOutputs(meters));
  }

  private static Topology topology(TodokuConfig config, int partitions, MeterRegistry meters) {
    PipelineSettings settings = Installation.of(config, partitions);
    BoundedLabels labels =
        new BoundedLabels(WellKnownProviders.load().names(), config.metricsProvidersMax());
    return Pipeline.topology(settings, new PipelineMetrics(meters, labels));
  }
}
