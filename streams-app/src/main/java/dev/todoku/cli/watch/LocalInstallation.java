package dev.todoku.cli.watch;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.RunningWatch;
import dev.todoku.cli.run.Instance;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.cli.run.TakenPort;
import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.kafka.LocalKafka;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.text.CauseMessage;
import dev.todoku.text.FileTrouble;
import dev.todoku.wire.InternalTopics;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** A broker and a pipeline in this process, whose data stays in one directory. */
final class LocalInstallation implements AutoCloseable {
  /** One machine needs no more, and each costs memory and time. */
  static final int PARTITIONS = 1;

  private static final String HTTP_PORT = "http.port";

  private final FileChannel lock;
  private final EmbeddedKafka kafka;
  private final TodokuConfig config;
  private @Nullable Instance instance;

  private LocalInstallation(FileChannel lock, EmbeddedKafka kafka, TodokuConfig config) {
    this.lock = lock;
    this.kafka = kafka;
    this.config = config;
  }

  /**
   * Starts the broker on the data of {@code directory}, which need not exist.
   *
   * @param keep how long records are kept
   * @throws Failure when another process uses the directory, or it cannot be written
   */
  static LocalInstallation start(
      Path directory, ConfigOptions options, TodokuConfig given, ZoneId zone, Duration keep) {
    FileChannel lock = lock(directory);
    try {
      EmbeddedKafka kafka = LocalKafka.start(directory.resolve("kafka"));
      TodokuConfig config =
          options.loadWith(settings(given, kafka.bootstrapServers(), directory, zone));
      try (Admin admin = AdminConnection.open(config)) {
        new TopicSetup(
                PARTITIONS,
                1,
                keep,
                TopicSetup.future(config.eventTimeAheadMax()),
                InternalTopics.names())
            .ensure(admin);
        PositionsTopic.ensure(admin, 1);
      }
      new RunningWatch(kafka.bootstrapServers()).announce(System.getenv());
      return new LocalInstallation(lock, kafka, config);
    } catch (UncheckedIOException e) {
      throw Failure.of(e, "directory.unusable", directory, CauseMessage.of(e));
    }
  }

  /**
   * The broker alone, on the data that a watch has left in {@code directory}.
   *
   * @throws Failure when another process uses the directory, or there is no such data
   */
  static LocalInstallation broker(Path directory, TodokuConfig config) {
    if (!Files.isDirectory(directory.resolve("kafka"))) {
      throw Failure.of("watch.noData", directory);
    }
    FileChannel lock = lock(directory);
    return new LocalInstallation(lock, LocalKafka.start(directory.resolve("kafka")), config);
  }

  private static FileChannel lock(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse(directory);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw inUse(directory);
    } catch (IOException e) {
      throw Failure.of(e, "watch.unwritable", directory, FileTrouble.of(e));
    }
  }

  private static Failure inUse(Path directory) {
    return Failure.of("watch.inUse", directory);
  }

  private static Map<String, String> settings(
      TodokuConfig given, String bootstrapServers, Path directory, ZoneId zone) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("state.dir", directory.resolve("state").toString());
    settings.put("topics.partitions", String.valueOf(PARTITIONS));
    settings.put("topics.replication.factor", "1");
    settings.put("intake.postfix.zone", zone.getId());
    Map<String, String> defaults = new HashMap<>();
    defaults.put("num.stream.threads", "1");
    defaults.put("senders.day.zone", zone.getId());
    defaults.put(HTTP_PORT, isFree(given.httpHost(), given.httpPort()) ? null : "0");
    // Whoever was killed is waited for as long as this when it comes back.
    defaults.put("kafka.main.consumer.session.timeout.ms", "6000");
    defaults.put("kafka.main.consumer.heartbeat.interval.ms", "2000");
    // What a stage has read, the next one sees after this; a thread looks as often when nothing
    // comes.
    defaults.put("kafka.poll.ms", "400");
    // What comes is handed over at once; this is how long the broker holds a question when nothing
    // comes.
    defaults.put("kafka.consumer.fetch.max.wait.ms", "10000");
    defaults.put("kafka.producer.buffer.memory", String.valueOf(8 * 1024 * 1024));
    defaults.put("kafka.statestore.cache.max.bytes", String.valueOf(16 * 1024 * 1024));
    defaults.forEach(
        (key, value) -> {
          if (value != null && !given.isGiven(key)) {
            settings.put(key, value);
          }
        });
    return settings;
  }

  private static boolean isFree(String host, int port) {
    if (port <= 0) {
      return true;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Starts the pipeline and the page. */
  void run(RunnablePipeline pipeline) {
    try {
      instance = Instance.start(config, pipeline);
    } catch (JavalinBindException e) {
      throw TakenPort.failure(config, e);
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  TodokuConfig config() {
    return config;
  }

  Instance instance() {
    return Objects.requireNonNull(instance, "the pipeline has not been started");
  }

  /** Where the page is, empty when it was switched off. */
  String page() {
    OptionalInt port = instance().httpPort();
    return port.isEmpty() ? "" : "http://" + config.httpHost() + ":" + port.getAsInt() + "/";
  }

  boolean hasFailed() {
    return instance().state() == KafkaStreams.State.ERROR;
  }

  @Override
  public void close() {
    if (instance != null) {
      instance.close();
    }
    kafka.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
