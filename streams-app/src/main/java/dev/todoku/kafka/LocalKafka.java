package dev.todoku.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Exit;

/**
 * A broker in this JVM that keeps its data, for an installation of one machine: little memory,
 * quiet when nothing comes, and nothing forgotten while it is switched off.
 */
public final class LocalKafka {
  private static final String SETTINGS_FILE = "server.properties";
  private static final String SMALL_SEGMENT = String.valueOf(8 * 1024 * 1024);

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          // Clients are few and local.
          Map.entry("num.network.threads", "1"),
          Map.entry("num.io.threads", "2"),
          Map.entry("background.threads", "1"),
          Map.entry("num.replica.fetchers", "1"),
          Map.entry("group.coordinator.threads", "1"),
          Map.entry("group.coordinator.background.threads", "1"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          // Only what is not written to any more can be deleted or compacted.
          Map.entry("log.segment.bytes", String.valueOf(64 * 1024 * 1024)),
          Map.entry("offsets.topic.segment.bytes", SMALL_SEGMENT),
          Map.entry("transaction.state.log.segment.bytes", SMALL_SEGMENT),
          Map.entry("log.index.size.max.bytes", String.valueOf(1024 * 1024)),
          Map.entry("log.cleaner.backoff.ms", "60000"),
          // To each other they say that they live; the controller gives up after nine seconds.
          Map.entry("broker.heartbeat.interval.ms", "4000"),
          // What is too old is looked for from the start on, as in any broker.
          Map.entry("log.initial.task.delay.ms", "30000"),
          // Who switches off for a month goes on where it stopped; Kafka's own is a week.
          Map.entry("offsets.retention.minutes", String.valueOf(366 * 24 * 60)),
          Map.entry("transactional.id.expiration.ms", "2000000000"),
          // An empty record each half a second says that the controller lives: it lives here.
          Map.entry("metadata.max.idle.interval.ms", "10000"));

  private LocalKafka() {}

  /**
   * Starts the broker whose data is in {@code dir}, or a new one. It has the ports that it had
   * before, if they are free.
   *
   * @throws UncheckedIOException when the directory cannot be written or no port is free
   */
  public static EmbeddedKafka start(Path dir) {
    try {
      Files.createDirectories(dir);
      Path file = dir.resolve(SETTINGS_FILE);
      Ports ports = Ports.of(file);
      Properties settings = EmbeddedKafkaSettings.of(dir, ports.broker(), ports.controller());
      settings.putAll(SETTINGS);
      Path written = dir.resolve(SETTINGS_FILE + ".new");
      try (var out = Files.newOutputStream(written)) {
        settings.store(out, null);
      }
      Files.move(written, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      BrokerMeters.stopClocks();
      return EmbeddedKafka.start(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has something said before a broker ends the process, as it does when it cannot write, without a
   * word of its own.
   */
  public static void beforeItEndsTheProcess(Runnable say) {
    Exit.Procedure end =
        (status, message) -> {
          say.run();
          Runtime.getRuntime().halt(status);
        };
    Exit.setExitProcedure(end);
    Exit.setHaltProcedure(end);
  }

  /** Where broker and controller listen. */
  private record Ports(int broker, int controller) {

    /** Those that stand in a settings file, or free ones. */
    static Ports of(Path file) throws IOException {
      if (Files.exists(file)) {
        Properties before = new Properties();
        try (var in = Files.newInputStream(file)) {
          before.load(in);
        }
        String[] listeners = before.getProperty("listeners", "").split(",", -1);
        if (listeners.length == 2) {
          int broker = port(listeners[0]);
          int controller = port(listeners[1]);
          if (EmbeddedKafka.isFree(broker) && EmbeddedKafka.isFree(controller)) {
            return new Ports(broker, controller);
          }
        }
      }
      int broker = EmbeddedKafka.freePort();
      int controller = EmbeddedKafka.freePort();
      while (controller == broker) {
        controller = EmbeddedKafka.freePort();
      }
      return new Ports(broker, controller);
    }

    private static int port(String listener) {
      return Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
    }
  }
}
