package dev.todoku.cli.demo;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.Directories;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.wire.InternalTopics;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;

/** An embedded broker and a pipeline on it, both gone without a trace on closing. */
final class DemoCluster implements AutoCloseable {
  /** Two, so that records do come in another order than they were written; more start slower. */
  static final int PARTITIONS = 2;

  private static final String HTTP_HOST = "127.0.0.1";

  /** The demo's mail has its own time, far from the broker's clock. */
  private static final Duration ANY_TIME = Duration.ofDays(36_500);

  private final EmbeddedKafka kafka;
  private final Path stateDir;
  private final Instance instance;

  private DemoCluster(EmbeddedKafka kafka, Path stateDir, Instance instance) {
    this.kafka = kafka;
    this.stateDir = stateDir;
    this.instance = instance;
  }

  /**
   * Starts the pipeline on a broker that has just started.
   *
   * @param port where HTTP answers, 0 for a free one
   * @throws Failure when the port is taken
   */
  static DemoCluster start(EmbeddedKafka kafka, RunnablePipeline pipeline, int port) {
    try (Admin admin = Admin.create(clients(kafka))) {
      new TopicSetup(PARTITIONS, 1, ANY_TIME, ANY_TIME, InternalTopics.names()).ensure(admin);
    }
    Path stateDir = temporary();
    try {
      TodokuConfig config = TodokuConfig.load(null, Map.of(), settings(kafka, stateDir, port));
      return new DemoCluster(kafka, stateDir, Instance.start(config, pipeline));
    } catch (JavalinBindException e) {
      Directories.delete(stateDir);
      throw Failure.of(e, "demo.port.taken", port);
    }
  }

  private static Map<String, String> settings(EmbeddedKafka kafka, Path stateDir, int port) {
    return Map.ofEntries(
        Map.entry("bootstrap.servers", kafka.bootstrapServers()),
        Map.entry("application.id", "todoku-demo"),
        Map.entry("state.dir", stateDir.toString()),
        Map.entry("topics.partitions", String.valueOf(PARTITIONS)),
        Map.entry("num.stream.threads", "2"),
        Map.entry("event.time.ahead.max.ms", String.valueOf(ANY_TIME.toMillis())),
        Map.entry("intake.postfix.zone", "UTC"),
        // The servers of the genuine log's recipients listen on loopback addresses.
        Map.entry("intake.postfix.hops.providers", "127.0.0.0/8"),
        Map.entry("senders.day.zone", DemoWords.JAPAN.getId()),
        Map.entry("http.host", HTTP_HOST),
        Map.entry("http.port", String.valueOf(port)));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("todoku-demo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> clients(EmbeddedKafka kafka) {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /** What a client needs to connect; the map may be added to. */
  Map<String, Object> clients() {
    return clients(kafka);
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Where HTTP answers: only on this machine. */
  String httpHost() {
    return HTTP_HOST;
  }

  int httpPort() {
    return instance.httpPort().orElseThrow();
  }

  boolean hasFailed() {
    return instance.state() == KafkaStreams.State.ERROR;
  }

  @Override
  public void close() {
    instance.close();
    Directories.delete(stateDir);
  }
}
