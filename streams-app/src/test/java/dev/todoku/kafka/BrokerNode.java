package dev.todoku.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** A node of {@link ThreeBrokers}, in a process of its own until its input ends. */
public final class BrokerNode {
  private BrokerNode() {}

  /** Settings file and cluster id. */
  public static void main(String[] args) throws IOException {
    Properties settings = new Properties();
    try (var in = Files.newInputStream(Path.of(args[0]))) {
      settings.load(in);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    StorageTool.execute(
        new String[] {"format", "--config", args[0], "--cluster-id", args[1]},
        new PrintStream(said, true, StandardCharsets.UTF_8));
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    while (System.in.read() >= 0) {
      // Until whoever started it ends it, or is gone.
    }
    Runtime.getRuntime().halt(0);
  }
}
