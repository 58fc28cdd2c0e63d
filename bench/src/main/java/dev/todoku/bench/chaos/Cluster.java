package dev.todoku.bench.chaos;

import dev.todoku.bench.JavaProcess;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.wire.InternalTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka cluster on loopback, a process a node; a node that was killed keeps its ports. */
final class Cluster implements AutoCloseable {
  private static final Duration ANY_TIME = Duration.ofDays(36_500);
  private static final List<String> SMALL =
      List.of(
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:-UseParallelGC",
          "-XX:TieredStopAtLevel=1",
          // What the others log of a node that was killed is to be expected.
          "-DKAFKA_LOG_LEVEL=OFF");

  private final String clusterId = Uuid.randomUuid().toString();
  private final Path dir;
  private final List<Integer> ports;
  private final List<JavaProcess> nodes = new ArrayList<>();

  private Cluster(Path dir, List<Integer> ports) {
    this.dir = dir;
    this.ports = ports;
  }

  /**
   * Starts so many nodes without data, each broker and controller, with replicas on all of them.
   */
  static Cluster start(Path dir, int size) throws IOException {
    Cluster cluster = new Cluster(dir, freePorts(2 * size));
    Files.createDirectories(dir);
    for (int node = 0; node < size; node++) {
      try (var out = Files.newOutputStream(cluster.file(node))) {
        cluster.settings(node, size).store(out, null);
      }
      cluster.nodes.add(cluster.launch(node));
    }
    for (JavaProcess node : cluster.nodes) {
      node.readAnswer();
    }
    return cluster;
  }

  /** Creates all topics of Todoku, for records of any time. */
  void createTopics(int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      new TopicSetup(
              partitions, nodes.size(), Duration.ofDays(3_650), ANY_TIME, InternalTopics.names())
          .ensure(admin);
    }
  }

  String bootstrapServers() {
    return IntStream.range(0, nodes.size())
        .mapToObj(node -> "127.0.0.1:" + brokerPort(node))
        .collect(Collectors.joining(","));
  }

  /** How many nodes there are, running or not. */
  int size() {
    return nodes.size();
  }

  /** Kills a node (SIGKILL). */
  void kill(int node) throws IOException {
    nodes.get(node).kill();
  }

  /** Starts a node that was killed and waits until it takes requests. */
  void restart(int node) throws IOException {
    JavaProcess process = launch(node);
    nodes.set(node, process);
    process.readAnswer();
  }

  /** Kills all nodes. */
  void killAll() throws IOException {
    for (JavaProcess node : nodes) {
      node.kill();
    }
  }

  /** Starts all nodes, which were killed; none takes requests before most of them run. */
  void restartAll() throws IOException {
    for (int node = 0; node < nodes.size(); node++) {
      nodes.set(node, launch(node));
    }
    for (JavaProcess node : nodes) {
      node.readAnswer();
    }
  }

  /** Stops a node as its service manager does: it hands its partitions over. */
  void stop(int node) throws IOException {
    nodes.get(node).close();
  }

  /** Takes all CPU time from all nodes (SIGSTOP). */
  void freezeAll() throws IOException {
    for (JavaProcess node : nodes) {
      node.freeze();
    }
  }

  /** Lets all nodes go on (SIGCONT). */
  void thawAll() throws IOException {
    for (JavaProcess node : nodes) {
      node.thaw();
    }
  }

  private JavaProcess launch(int node) throws IOException {
    return JavaProcess.start(SMALL, "node", file(node).toString(), clusterId);
  }

  private Path file(int node) {
    return dir.resolve("node-" + node + ".properties");
  }

  private int brokerPort(int node) {
    return ports.get(2 * node);
  }

  private int controllerPort(int node) {
    return ports.get(2 * node + 1);
  }

  private Properties settings(int node, int size) {
    String voters =
        IntStream.range(0, size)
            .mapToObj(voter -> voter + 1 + "@127.0.0.1:" + controllerPort(voter))
            .collect(Collectors.joining(","));
    String listeners =
        "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(brokerPort(node), controllerPort(node));
    String replicas = String.valueOf(size);
    String minIsr = String.valueOf(Math.max(1, size - 1));
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", String.valueOf(node + 1),
            "controller.quorum.voters", voters,
            "listeners", listeners,
            "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "BROKER",
            "controller.listener.names", "CONTROLLER",
            "log.dirs", dir.resolve("data-" + node).toString(),
            "auto.create.topics.enable", "false"));
    settings.putAll(
        Map.of(
            "default.replication.factor", replicas,
            "min.insync.replicas", minIsr,
            "offsets.topic.replication.factor", replicas,
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", replicas,
            "transaction.state.log.min.isr", minIsr,
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", replicas,
            "share.coordinator.state.topic.min.isr", minIsr));
    settings.putAll(
        Map.of(
            "group.initial.rebalance.delay.ms",
            "0",
            "log.message.timestamp.before.max.ms",
            String.valueOf(Long.MAX_VALUE),
            "log.message.timestamp.after.max.ms",
            String.valueOf(Long.MAX_VALUE),
            "log.retention.ms",
            "-1",
            "message.max.bytes",
            String.valueOf(4 * 1024 * 1024),
            "log.cleaner.dedupe.buffer.size",
            "2097152"));
    return settings;
  }

  /** Below those that the system hands out for outgoing connections. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    int candidate = 20_000 + (int) (ProcessHandle.current().pid() * 37 % 10_000);
    while (ports.size() < count) {
      candidate++;
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      } catch (java.net.BindException taken) {
        // Try the next one.
      }
    }
    return ports;
  }

  @Override
  public void close() throws IOException {
    for (JavaProcess node : nodes) {
      if (node.isAlive()) {
        node.kill();
      }
    }
  }
}
