package dev.todoku.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Settings of a consumer that only looks: it reads what is committed, and leaves no trace. */
public final class ReaderSettings {
  private ReaderSettings() {}

  /**
   * Makes settings that may be changed.
   *
   * @param clientSettings of a consumer; where Kafka is
   */
  public static Map<String, Object> of(Map<String, Object> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }
}
