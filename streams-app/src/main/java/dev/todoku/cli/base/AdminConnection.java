package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

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

  /** A client as the configuration says; to be closed. */
  public static Admin open(TodokuConfig config) {
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.putAll(config.clientSettings("admin"));
    return Admin.create(settings);
  }
}
