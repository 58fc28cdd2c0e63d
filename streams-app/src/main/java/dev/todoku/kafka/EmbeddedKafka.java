package dev.todoku.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this JVM, for the demo and the tests: one node that is broker and controller,
 * on two free ports of the loopback interface.
 *
 * <p>Its threads are no daemons: a JVM does not end before {@link #close()}.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String SETTINGS_FILE = "server.properties";
  private static final int FIRST_PORT = 20_000;

  /** Linux hands out 32768 and above. */
  private static final int LAST_PORT = 32_768;

  private static final int PORT_ATTEMPTS = 100;

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final Path dir;
  private final boolean deletesDir;

  private EmbeddedKafka(
      KafkaRaftServer server, String bootstrapServers, Path dir, boolean deletesDir) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.dir = dir;
    this.deletesDir = deletesDir;
  }

  /** Starts a broker with no data, which is deleted on {@link #close()}. */
  public static EmbeddedKafka start() {
    return start(null);
  }

  /**
   * Starts a broker and waits until it takes requests, some seconds for the first one in a JVM.
   *
   * @param dir where its data is; what an earlier broker left there is found again, on the ports
   *     that it had, and is kept on {@link #close()}. Null for a temporary directory
   * @throws UncheckedIOException when the directory cannot be written or no port is free
   */
  public static EmbeddedKafka start(@Nullable Path dir) {
    return start(dir, Map.of());
  }

  /** Starts a broker with {@code more} settings. */
  static EmbeddedKafka start(@Nullable Path dir, Map<String, String> more) {
    try {
      Path data = dir == null ? Files.createTempDirectory("todoku-kafka") : dir;
      Properties settings = settings(data);
      settings.putAll(more);
      format(data, settings);
      KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, bootstrapServers(settings), data, dir == null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the broker that was there before: its clients find it again. */
  private static Properties settings(Path dir) throws IOException {
    Path file = dir.resolve(SETTINGS_FILE);
    if (Files.exists(file)) {
      Properties before = new Properties();
      try (var in = Files.newInputStream(file)) {
        before.load(in);
      }
      return before;
    }
    int port = freePort();
    int controllerPort = freePort();
    while (controllerPort == port) {
      controllerPort = freePort();
    }
    return EmbeddedKafkaSettings.of(dir, port, controllerPort);
  }

  private static String bootstrapServers(Properties settings) {
    String first = settings.getProperty("listeners").split(",", -1)[0];
    return first.substring(first.indexOf("//") + 2);
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where its data is. */
  Path dir() {
    return dir;
  }

  /** Stops the broker. Deletes its data unless the directory was given. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (deletesDir) {
      Directories.delete(dir);
    }
  }

  private static void format(Path dir, Properties settings) throws IOException {
    if (Files.exists(dir.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(dir);
    Path file = dir.resolve(SETTINGS_FILE);
    try (var out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {
              "format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException(
          "cannot format " + dir + ": " + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  /**
   * A port that nobody listens on, below those that the system hands out for outgoing connections:
   * one of the many clients in this JVM might get it before the broker binds it, and a broker that
   * cannot bind ends the process.
   */
  static int freePort() throws IOException {
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port between " + FIRST_PORT + " and " + LAST_PORT);
  }

  static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
