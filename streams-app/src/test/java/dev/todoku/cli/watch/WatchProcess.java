package dev.todoku.cli.watch;

import dev.todoku.cli.Main;
import dev.todoku.schema.Topic;
import dev.todoku.testing.ChildJvm;
import dev.todoku.testing.TopicRecords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@code todoku watch} in a process of its own, which can be killed and started again. */
final class WatchProcess implements AutoCloseable {
  private final Path directory;
  private final List<String> arguments;
  private Process process;

  /**
   * @param directory where its data and its output are
   */
  WatchProcess(Path directory, List<String> arguments) {
    this.directory = directory;
    this.arguments = arguments;
  }

  void start() throws IOException {
    List<String> all = new ArrayList<>(List.of("watch", "--lang", "en", "-D", "http.port=0"));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    all.addAll(arguments);
    ProcessBuilder builder = ChildJvm.of(Main.class, all.toArray(String[]::new));
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    File output = output().toFile();
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start();
  }

  Path output() {
    return directory.resolve("output");
  }

  String said() throws IOException {
    return Files.exists(output()) ? Files.readString(output()) : "";
  }

  Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", directory.resolve("state").toString());
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As Ctrl-C does. Returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  String bootstrapServers() throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newInputStream(directory.resolve("state/todoku/watch.properties"))) {
      properties.load(in);
    }
    return properties.getProperty("bootstrap.servers");
  }

  /** Everything that is committed. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) throws IOException {
    return TopicRecords.committed(bootstrapServers(), topic);
  }

  <V> List<V> read(Topic<String, V> topic) throws IOException {
    return read(topic.name()).stream()
        .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
        .toList();
  }

  @Override
  public void close() {
    if (isAlive()) {
      process.destroyForcibly();
    }
  }
}
