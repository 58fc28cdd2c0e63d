package dev.todoku.kafka;

import dev.todoku.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** A Kafka of three processes, each broker and controller, with three replicas of everything. */
public final class ThreeBrokers implements AutoCloseable {
  private static final int SIZE = 3;

  private final List<Process> nodes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final Path directory;

  private ThreeBrokers(Path directory) {
    this.directory = directory;
  }

  /** Starts them; they may take a while until they answer. */
  public static ThreeBrokers start(Path directory) throws IOException {
    ThreeBrokers brokers = new ThreeBrokers(Files.createDirectories(directory));
    while (brokers.ports.size() < 2 * SIZE) {
      int port = EmbeddedKafka.freePort();
      if (!brokers.ports.contains(port)) {
        brokers.ports.add(port);
      }
    }
    String clusterId = Uuid.randomUuid().toString();
    for (int node = 0; node < SIZE; node++) {
      Path file = directory.resolve("node-" + node + ".properties");
      try (var out = Files.newOutputStream(file)) {
        brokers.settings(node).store(out, null);
      }
      brokers.nodes.add(
          ChildJvm.of(BrokerNode.class, file.toString(), clusterId)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out-" + node).toFile())
              .start());
    }
    return brokers;
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return IntStream.range(0, SIZE)
        .mapToObj(node -> "127.0.0.1:" + ports.get(2 * node))
        .collect(Collectors.joining(","));
  }

  /** As kill -9 does. */
  public void kill(int node) throws InterruptedException {
    nodes.get(node).destroyForcibly().waitFor();
  }

  private Properties settings(int node) {
    String voters =
        IntStream.range(0, SIZE)
            .mapToObj(voter -> voter + 1 + "@127.0.0.1:" + ports.get(2 * voter + 1))
            .collect(Collectors.joining(","));
    Properties settings =
        EmbeddedKafkaSettings.of(
            directory.resolve("data-" + node), ports.get(2 * node), ports.get(2 * node + 1));
    settings.put("node.id", String.valueOf(node + 1));
    settings.put("controller.quorum.voters", voters);
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", String.valueOf(SIZE));
    }
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("default.replication.factor", String.valueOf(SIZE));
    settings.put("min.insync.replicas", "2");
    return settings;
  }

  @Override
  public void close() {
    nodes.forEach(Process::destroyForcibly);
  }
}
