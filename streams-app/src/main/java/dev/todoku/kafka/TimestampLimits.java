package dev.todoku.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far ahead of a broker's clock the records of topics that exist may be. What a broker refuses
 * of a changelog ends the thread that writes it, again and again.
 */
public final class TimestampLimits {
  private static final Logger LOG = LoggerFactory.getLogger(TimestampLimits.class);
  private static final String LIMIT = TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;

  private TimestampLimits() {}

  /** The topics of an application's stores and repartitions, among those that exist. */
  public static List<String> ofApplication(Admin admin, String applicationId) {
    return AdminResult.of(admin.listTopics().names()).stream()
        .filter(name -> isOfApplication(name, applicationId))
        .sorted()
        .toList();
  }

  /** Whether Kafka Streams made a topic for a store or a repartition of an application. */
  public static boolean isOfApplication(String topic, String applicationId) {
    return topic.startsWith(applicationId + '-')
        && (topic.endsWith("-changelog") || topic.endsWith("-repartition"));
  }

  /**
   * Raises limits that are too low. Where this is not allowed, the log says what to do.
   *
   * @param least how far ahead records must be able to be
   * @return the topics that still have a lower limit, and their limits in milliseconds
   */
  public static Map<String, Long> raise(Admin admin, Collection<String> topics, Duration least) {
    Map<String, Long> low = new TreeMap<>();
    List<ConfigResource> asked =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    try {
      AdminResult.of(admin.describeConfigs(asked).all())
          .forEach((topic, config) -> noteIfLow(low, topic.name(), limit(config), least));
    } catch (SetupException e) {
      // Needs a right that nothing else does.
      LOG.warn("cannot see {} of {}: {}", LIMIT, topics, e.getMessage());
    }
    low.entrySet().removeIf(topic -> raise(admin, topic.getKey(), topic.getValue(), least));
    return low;
  }

  private static void noteIfLow(Map<String, Long> low, String topic, long limit, Duration least) {
    if (limit < least.toMillis()) {
      low.put(topic, limit);
    }
  }

  private static long limit(Config config) {
    boolean isAppendTime =
        "LogAppendTime".equals(config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value());
    return isAppendTime ? Long.MAX_VALUE : Long.parseLong(config.get(LIMIT).value());
  }

  private static boolean raise(Admin admin, String topic, long limit, Duration least) {
    ConfigEntry entry = new ConfigEntry(LIMIT, String.valueOf(least.toMillis()));
    try {
      AdminResult.of(
          admin
              .incrementalAlterConfigs(
                  Map.of(
                      new ConfigResource(ConfigResource.Type.TOPIC, topic),
                      List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
              .all());
      LOG.info("raised {} of {} from {} to {}", LIMIT, topic, limit, entry.value());
      return true;
    } catch (SetupException e) {
      LOG.warn(
          "{} of {} is {} and cannot be raised ({}): set it to {}, or an event that is ahead of"
              + " the broker's clock stops the pipeline",
          LIMIT,
          topic,
          limit,
          e.getMessage(),
          entry.value());
      return false;
    }
  }
}
