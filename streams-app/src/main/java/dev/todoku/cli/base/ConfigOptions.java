package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say where Kafka is and how Todoku is configured. */
public final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration as Java properties. Environment variables outrank it.")
  private Path file;

  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      description = "Kafka brokers; short for -D bootstrap.servers=HOST:PORT.")
  private String bootstrapServers;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Sets a configuration key; outranks file and environment. Repeatable.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /**
   * The configuration, checked. Where nothing says which Kafka is meant and {@code todoku watch}
   * runs on this machine, it is that of the watch.
   *
   * @throws org.apache.kafka.common.config.ConfigException in one line that names the key
   */
  public TodokuConfig load() {
    TodokuConfig config = loadWith(Map.of());
    return config.namesKafka()
        ? config
        : RunningWatch.find(System.getenv())
            .map(watch -> loadWith(Map.of("bootstrap.servers", watch.bootstrapServers())))
            .orElse(config);
  }

  /** Whether an option says which Kafka is meant, which need not be that of an instance. */
  public boolean isKafkaGiven() {
    return bootstrapServers != null || overrides.containsKey("bootstrap.servers");
  }

  /**
   * The configuration, checked.
   *
   * @param more keys and values that outrank all others
   * @throws org.apache.kafka.common.config.ConfigException in one line that names the key
   */
  public TodokuConfig loadWith(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    if (bootstrapServers != null) {
      all.put("bootstrap.servers", bootstrapServers);
    }
    all.putAll(more);
    return TodokuConfig.load(file, System.getenv(), all);
  }
}
