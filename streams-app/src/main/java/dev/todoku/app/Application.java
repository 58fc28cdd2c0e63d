package dev.todoku.app;

import dev.todoku.config.TodokuConfig;
import dev.todoku.correlate.MailboxProviders;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.Knowledge;
import dev.todoku.kafka.ConsumedPositions;
import dev.todoku.kafka.ConsumedProbe;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.provider.WellKnownProviders;
import dev.todoku.query.QueryService;
import dev.todoku.query.StateReader;
import dev.todoku.recipients.RecipientJudge;
import dev.todoku.streams.ClockPace;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TaskWatermark;
import dev.todoku.topology.Pipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The pipeline with the settings of one installation. */
public final class Application {
  private static final Duration OLDEST_PROOF = Duration.ofSeconds(2);

  /** Nobody looks at proofs more often than at the clock. */
  private static final int QUIET_PROOFS = 10;

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
    return topology(
        Installation.of(
            config,
            config.topicPartitions(),
            probe(config, new ConsumedPositions(), ClockPace.ofProcess())),
        config,
        new SimpleMeterRegistry());
  }

  /** The streams, not started, by the clock of this machine. */
  public static KafkaStreams streams(TodokuConfig config, int partitions, MeterRegistry meters) {
    return streams(config, partitions, System::currentTimeMillis, meters);
  }

  /**
   * The streams, not started.
   *
   * @param partitions of every joined topic
   * @param clock the time by which an event can be of the future, epoch milliseconds
   * @param meters where the pipeline counts
   */
  public static KafkaStreams streams(
      TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
    ConsumedPositions positions = new ConsumedPositions();
    ClockPace pace = ClockPace.ofProcess();
    PipelineSettings settings =
        Installation.of(
                config,
                partitions,
                probe(config, positions, pace),
                new FutureLimit(config.eventTimeAheadMax(), clock))
            .but()
            .pace(pace)
            .build();
    return new ScrapedStreams(
        topology(settings, config, meters),
        StreamsSettings.of(
            config, new RocksMemory(partitions), new RefusedOutputs(meters), positions));
  }

  /** Answers from {@code states}, by the names and thresholds of the installation. */
  public static QueryService answers(
      TodokuConfig config, StateReader states, MailboxProviders.Routes routes) {
    PipelineSettings settings =
        Installation.of(
            config,
            config.topicPartitions(),
            probe(config, new ConsumedPositions(), ClockPace.ofProcess()));
    return new QueryService(
        states,
        settings.address(),
        new MailboxProviders(settings.providers(), routes),
        new RecipientJudge(settings.suppression()),
        new Explainer(settings.address(), Knowledge.load(), settings.providers()));
  }

  /**
   * The settings of Kafka Streams, with memory of their own, for what is compared with this.
   *
   * @param partitions of every joined topic
   */
  public static Properties settings(TodokuConfig config, int partitions) {
    return StreamsSettings.of(
        config,
        new RocksMemory(partitions),
        new RefusedOutputs(new SimpleMeterRegistry()),
        new ConsumedPositions());
  }

  /** Asks nothing before a task does. */
  private static ConsumedProbe probe(
      TodokuConfig config, ConsumedPositions positions, ClockPace pace) {
    return new ConsumedProbe(
        () -> Admin.create(config.clientSettings("admin")),
        config.applicationId(),
        positions,
        () -> pace.longer(probePeriod(), QUIET_PROOFS));
  }

  /** Twice a tick, since nobody looks in between; but what is proven is not to be old. */
  private static Duration probePeriod() {
    Duration halfTick = TaskWatermark.TICK.dividedBy(2);
    return halfTick.compareTo(OLDEST_PROOF) < 0 ? halfTick : OLDEST_PROOF;
  }

  private static Topology topology(
      PipelineSettings settings, TodokuConfig config, MeterRegistry meters) {
    BoundedLabels labels =
        new BoundedLabels(WellKnownProviders.load().names(), config.metricsProvidersMax());
    return Pipeline.topology(settings, new PipelineMetrics(meters, labels));
  }
}
