package dev.todoku.cli.run;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.config.TodokuConfig;
import dev.todoku.web.WebServer;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance: its topics are there, its streams run, its HTTP answers. */
public final class Instance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

  /** Enough to commit and to write state to disk; a supervisor kills after 30 s or later. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(25);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final PrometheusMeterRegistry meters;
  private final WebServer web;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean failed;

  private Instance(TodokuConfig config, Pipeline pipeline, int partitions) {
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    streams = pipeline.streams(config, partitions, meters);
    streams.setStateListener((now, before) -> observe(now));
    // A supervisor starts anew from the last commit; a thread that is replaced may fail for ever.
    streams.setUncaughtExceptionHandler(
        e -> {
          LOG.error("a stream thread failed, shutting down", e);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    web = listen(config);
    streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(meters);
    JvmMeters.bindTo(meters);
  }

  private WebServer listen(TodokuConfig config) {
    if (config.httpPort() < 0) {
      return null;
    }
    try {
      return WebServer.start(config.httpHost(), config.httpPort(), streams::state, meters);
    } catch (RuntimeException e) {
      streams.close();
      throw e;
    }
  }

  /**
   * Creates the topics that are missing and starts.
   *
   * @throws dev.todoku.kafka.SetupException when Kafka does not answer or its topics do not fit
   * @throws io.javalin.util.JavalinBindException when the HTTP port is taken
   */
  public static Instance start(TodokuConfig config, Pipeline pipeline) {
    int partitions;
    try (Admin admin = AdminConnection.open(config)) {
      partitions = RequiredTopics.of(config).ensure(admin);
    }
    Instance instance = new Instance(config, pipeline, partitions);
    instance.streams.start();
    return instance;
  }

  /** Where HTTP answers; empty when it is off. */
  public OptionalInt httpPort() {
    return web == null ? OptionalInt.empty() : OptionalInt.of(web.port());
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

  /** Commits and stops. Leaves the group, so that a restart need not wait for a session timeout. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    boolean inTime =
        streams.close(
            CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!inTime) {
      LOG.warn("the streams did not stop within {} s", CLOSE_TIMEOUT.toSeconds());
    }
    if (web != null) {
      web.close();
    }
    streamsMetrics.close();
    meters.close();
    ended.countDown();
  }

  private void observe(KafkaStreams.State now) {
    if (now == KafkaStreams.State.ERROR) {
      failed = true;
      ended.countDown();
    }
  }
}
