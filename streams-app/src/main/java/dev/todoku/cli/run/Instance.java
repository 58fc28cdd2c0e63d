package dev.todoku.cli.run;

import dev.todoku.app.Application;
import dev.todoku.app.ThreadFailures;
import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.config.TodokuConfig;
import dev.todoku.config.WrongConfig;
import dev.todoku.dns.CachingDns;
import dev.todoku.dns.DnsSettings;
import dev.todoku.dns.blocklist.BlocklistTable;
import dev.todoku.domaincheck.Checker;
import dev.todoku.intake.webhook.AmazonWeb;
import dev.todoku.intake.webhook.WebhookSources;
import dev.todoku.kafka.BrokerSettings;
import dev.todoku.kafka.ClusterMark;
import dev.todoku.kafka.ClusterWatch;
import dev.todoku.kafka.RightsCheck;
import dev.todoku.kafka.TimestampLimits;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.query.DistributedStateReader;
import dev.todoku.schema.Address;
import dev.todoku.streams.ClockPace;
import dev.todoku.streams.FutureLimit;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.StreamsMeters;
import dev.todoku.streams.TaskWatermark;
import dev.todoku.topology.LocalState;
import dev.todoku.web.Api;
import dev.todoku.web.HttpPeerClient;
import dev.todoku.web.HttpSettings;
import dev.todoku.web.KafkaAccess;
import dev.todoku.web.PageSettings;
import dev.todoku.web.PostedInput;
import dev.todoku.web.Readiness;
import dev.todoku.web.StateAccess;
import dev.todoku.web.WebServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: its topics are there, its streams run, its HTTP answers. */
public final class Instance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

  /** Enough to commit and to write state to disk; a supervisor kills after 30 s or later. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(25);

  /** With a topic or all of Kafka gone: some supervisors kill after ten seconds. */
  private static final Duration TROUBLED_CLOSE_TIMEOUT = Duration.ofSeconds(7);

  /** How long a question waits for partitions that move: a clean stop takes a few seconds. */
  private static final Duration QUESTION_PATIENCE = Duration.ofSeconds(15);

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ThreadFailures failures = new ThreadFailures(System::nanoTime);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ClusterWatch watch;
  private final StateDisk disk;
  private final HeapWatch heap = HeapWatch.start(this::stopExhausted);
  private final SettingsWatch settings;
  private final @Nullable WebServer web;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private volatile KafkaStreams.State state = KafkaStreams.State.CREATED;
  private volatile boolean failed;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Api api;

  private Instance(
      TodokuConfig config, RunnablePipeline pipeline, int partitions, ClusterWatch watch) {
    this.watch = watch;
    disk = new StateDisk(config.stateDir(), config.stateDiskMinFreeBytes());
    // First: where others ask this instance is part of the settings of its streams.
    HttpSettings http = HttpSettings.of(config);
    WebhookSources sources = sources(config, http);
    web =
        http.port() < 0
            ? null
            : WebServer.start(http, new Readiness(() -> state, this::problems), meters);
    try {
      TodokuConfig reachable = web == null ? config : advertised(config, http, web.port());
      streams = pipeline.streams(reachable, partitions, watch::now, meters);
      if (web != null) {
        api = api(reachable, http, sources);
        web.serve(api);
      }
    } catch (RuntimeException e) {
      closeWeb();
      throw e;
    }
    streams.setStateListener((now, before) -> observe(now));
    streams.setUncaughtExceptionHandler(this::afterFailure);
    streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(meters);
    StreamsMeters.bind(streams, meters);
    RestoreMeters.bind(streams, meters);
    JvmMeters.bindTo(meters);
    ClusterMeters.bind(watch, meters);
    disk.bindTo(meters);
    heap.bindTo(meters);
    settings =
        SettingsWatch.start(
            AdminConnection.open(config), config.applicationId(), config.answersFingerprint());
    settings.bindTo(meters);
  }

  private static TodokuConfig advertised(TodokuConfig config, HttpSettings http, int port) {
    return config.advertising(config.httpAdvertised().orElse(http.reachableAs(port)));
  }

  private static WebhookSources sources(TodokuConfig config, HttpSettings http) {
    try {
      WebhookSources sources =
          WebhookSources.of(config.reportSources(), config.reportSettings(), new AmazonWeb());
      if (http.port() < 0 && !sources.isEmpty()) {
        throw new WrongConfig("config.needsHttp", WebhookSources.LIST);
      }
      return sources;
    } catch (IllegalArgumentException e) {
      throw new WrongConfig("as.is", String.valueOf(e.getMessage()));
    }
  }

  private Api api(TodokuConfig config, HttpSettings http, WebhookSources sources) {
    LocalState local =
        new LocalState(streams, PipelineMetrics.eventTime(meters), config.joinWindow());
    DistributedStateReader states =
        new DistributedStateReader(
            local,
            HostInfo.buildFromEndpoint(config.httpAdvertised().orElseThrow()),
            new HttpPeerClient(http),
            QUESTION_PATIENCE);
    return new Api(
        new StateAccess(
            states, Application.answers(config, states, local::route), local::factsAbout),
        new PostedInput(
            new Address(config.keepsLocalPartCase()),
            new FutureLimit(config.eventTimeAheadMax(), watch::now),
            sources),
        new KafkaAccess(
            config.clientSettings("consumer"),
            config.clientSettings("producer"),
            this::kafkaProblem),
        new Checker(
            CachingDns.over(DnsSettings.forPeople(config.dnsResolvers())), BlocklistTable.load()),
        meters,
        PageSettings.of(config));
  }

  /**
   * Creates the topics that are missing and starts.
   *
   * @throws dev.todoku.kafka.SetupException when Kafka does not answer or its topics do not fit
   * @throws io.javalin.util.JavalinBindException when the HTTP port is taken
   * @throws WrongConfig when HTTP would let strangers in
   */
  public static Instance start(TodokuConfig config, RunnablePipeline pipeline) {
    int partitions;
    try (Admin admin = AdminConnection.open(config)) {
      ClusterMark.check(admin, config.stateDir(), config.applicationId());
      TopicSetup topics = RequiredTopics.of(config);
      partitions = topics.ensure(admin);
      TimestampLimits.raise(
          admin, TimestampLimits.ofApplication(admin, config.applicationId()), topics.future());
      TimestampLimits.raise(admin, topics.names(), config.eventTimeAheadMax());
      RightsCheck.require(admin, topics.names(), config.kafkaUser());
      BrokerSettings.warnOfAutoCreation(admin);
      SettingsWatch.begin(admin, config.applicationId(), config.answersFingerprint());
    }
    ClusterWatch watch = watch(config);
    try {
      Instance instance = new Instance(config, pipeline, partitions, watch);
      instance.streams.start();
      return instance;
    } catch (RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  private static ClusterWatch watch(TodokuConfig config) {
    return ClusterWatch.start(
        AdminConnection.open(config),
        RequiredTopics.of(config),
        topic -> TimestampLimits.isOfApplication(topic, config.applicationId()),
        ClockPace.ofProcess().seldom(TaskWatermark.TICK));
  }

  /** What keeps it from its work, in phrases for a person. */
  private List<String> problems() {
    List<String> problems = new ArrayList<>(watch.problems());
    failures.pending().ifPresent(problems::add);
    disk.problem().ifPresent(problems::add);
    heap.problem().ifPresent(problems::add);
    Api served = api;
    if (served != null) {
      served.problem().ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<String> kafkaProblem() {
    List<String> problems = watch.problems();
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** Where HTTP answers; empty when it is off. */
  public OptionalInt httpPort() {
    return web == null ? OptionalInt.empty() : OptionalInt.of(web.port());
  }

  /** What it counts; others of this process may count here, too. */
  public MeterRegistry meters() {
    return meters;
  }

  /** What the streams are doing. */
  public KafkaStreams.State state() {
    return streams.state();
  }

  /**
   * Waits until the streams have ended, by {@link #close()} or by failing.
   *
   * @return whether they ended well
   */
  public boolean awaitEnd() throws InterruptedException {
    ended.await();
    return !failed;
  }

  /** What has ended the streams, null as long as nothing has, or where nobody knows. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Commits and stops. Leaves the group, so that a restart need not wait for a session timeout. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    closing.countDown();
    heap.close();
    // What Kafka does not take now, it will not take within the usual time either.
    Duration patience = watch.problems().isEmpty() ? CLOSE_TIMEOUT : TROUBLED_CLOSE_TIMEOUT;
    boolean inTime =
        streams.close(
            CloseOptions.timeout(patience)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!inTime) {
      LOG.warn("the streams did not stop within {} s", patience.toSeconds());
    }
    closeWeb();
    watch.close();
    settings.close();
    streamsMetrics.close();
    meters.close();
    ended.countDown();
  }

  /** Runs in the thread that failed; the next one starts when this returns. */
  private StreamThreadExceptionResponse afterFailure(Throwable error) {
    if (!ThreadFailures.passes(error)) {
      LOG.error("a stream thread failed, shutting down", error);
      failure = error;
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration pause = failures.next(error);
    LOG.warn("a stream thread failed; another one starts in {} s", pause.toSeconds(), error);
    try {
      closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Nothing goes on any more: whoever runs it must know, and may start it with more. */
  private void stopExhausted(String problem) {
    LOG.error("{}; shutting down", problem);
    failed = true;
    ended.countDown();
  }

  private void closeWeb() {
    if (web != null) {
      web.close();
    }
  }

  private void observe(KafkaStreams.State now) {
    state = now;
    if (now == KafkaStreams.State.ERROR) {
      failed = true;
      ended.countDown();
    }
  }
}
