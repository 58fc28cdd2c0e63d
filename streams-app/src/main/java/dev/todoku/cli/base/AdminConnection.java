package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import dev.todoku.config.WrongConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Connects to what administers Kafka. */
public final class AdminConnection {
  /**
   * Someone waits for the answer, or a supervisor starts again; Kafka's own default is a minute.
   */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000,
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);

  private AdminConnection() {}

  /**
   * A client as the configuration says; to be closed.
   *
   * @throws WrongConfig that names the key, when a file that it names cannot be used
   */
  public static Admin open(TodokuConfig config) {
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.putAll(config.clientSettings("admin"));
    try {
      return Admin.create(settings);
    } catch (KafkaException e) {
      throw ofFile(e, settings).orElseThrow(() -> e);
    }
  }

  private static Optional<KafkaException> ofFile(KafkaException e, Map<String, Object> settings) {
    List<String> messages =
        Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
            .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
            .toList();
    return settings.entrySet().stream()
        .filter(setting -> setting.getKey().endsWith(".location"))
        .filter(
            setting ->
                messages.stream().anyMatch(m -> m.contains(String.valueOf(setting.getValue()))))
        .map(setting -> "kafka." + setting.getKey() + ' ' + setting.getValue())
        .findFirst()
        .map(file -> new WrongConfig("config.fileUnusable", file, String.join("; ", messages)));
  }
}
