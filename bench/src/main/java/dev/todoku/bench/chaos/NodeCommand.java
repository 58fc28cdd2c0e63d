package dev.todoku.bench.chaos;

import dev.todoku.bench.BenchOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A node of a Kafka cluster in a JVM of its own, until its input ends. */
@Command(name = "node", hidden = true)
public final class NodeCommand implements Callable<Integer> {
  @Parameters(index = "0")
  private Path file;

  @Parameters(index = "1")
  private String clusterId;

  @Override
  public Integer call() throws IOException {
    Properties settings = new Properties();
    try (var in = Files.newInputStream(file)) {
      settings.load(in);
    }
    Path data = Path.of(settings.getProperty("log.dirs"));
    if (!Files.exists(data.resolve("meta.properties"))) {
      format();
    }
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    BenchOutput terminal = BenchOutput.ofProcess();
    terminal.answer("started");
    terminal.awaitEndOfInput();
    server.shutdown();
    server.awaitShutdown();
    return 0;
  }

  private void format() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] arguments = {"format", "--config", file.toString(), "--cluster-id", clusterId};
    int exit =
        StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException("cannot format: " + output.toString(StandardCharsets.UTF_8));
    }
  }
}
