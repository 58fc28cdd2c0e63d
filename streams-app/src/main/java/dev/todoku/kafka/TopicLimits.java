package dev.todoku.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic keeps, and what it takes. With lower limits a broker refuses, or deletes before it
 * is read, what had been taken before.
 *
 * @param cleanup what becomes of old records: {@code delete}, {@code compact} or both
 * @param timestampType whose clock dates a record, as Kafka names it
 * @param retentionMs how long records are kept; {@link Long#MAX_VALUE} for good
 * @param aheadMs how far ahead of the broker's clock the time of a record may be
 * @param largestBytes of a batch of records
 */
public record TopicLimits(
    Set<String> cleanup, String timestampType, long retentionMs, long aheadMs, long largestBytes) {

  /** As a broker describes a topic. */
  public static TopicLimits of(Config config) {
    return of(key -> config.get(key).value());
  }

  /**
   * As far as {@code settings} of a topic to be made say; what they leave out is left to the broker
   * and holds nothing back.
   */
  static TopicLimits required(Map<String, String> settings) {
    Map<String, String> unlimited =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
            TopicConfig.RETENTION_MS_CONFIG, "0",
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, "0",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "0");
    return of(key -> settings.getOrDefault(key, unlimited.get(key)));
  }

  private static TopicLimits of(UnaryOperator<String> setting) {
    long retention = Long.parseLong(setting.apply(TopicConfig.RETENTION_MS_CONFIG));
    return new TopicLimits(
        new TreeSet<>(
            Set.of(setting.apply(TopicConfig.CLEANUP_POLICY_CONFIG).strip().split("\\s*,\\s*"))),
        setting.apply(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG),
        retention < 0 ? Long.MAX_VALUE : retention,
        Long.parseLong(setting.apply(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)),
        Long.parseLong(setting.apply(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)));
  }

  /** These, but no more than {@code enough} where a topic takes or keeps more than it must. */
  TopicLimits atMost(TopicLimits enough) {
    return new TopicLimits(
        cleanup,
        timestampType,
        Math.min(retentionMs, enough.retentionMs),
        Math.min(aheadMs, enough.aheadMs),
        Math.min(largestBytes, enough.largestBytes));
  }

  /** What is wrong with a topic that has limits {@code now} and must have these, for a person. */
  Optional<String> problem(String topic, TopicLimits now) {
    List<String> wrong = new ArrayList<>();
    if (!now.cleanup.equals(cleanup)) {
      String policy = String.join(",", cleanup);
      wrong.add(differs(TopicConfig.CLEANUP_POLICY_CONFIG, String.join(",", now.cleanup), policy));
    }
    if (!now.timestampType.equals(timestampType)) {
      wrong.add(
          differs(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, now.timestampType, timestampType));
    }
    addIfLess(wrong, TopicConfig.RETENTION_MS_CONFIG, now.retentionMs, retentionMs);
    addIfLess(wrong, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, now.aheadMs, aheadMs);
    addIfLess(wrong, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, now.largestBytes, largestBytes);
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of("topic " + topic + " is not as it should be: " + String.join(", ", wrong));
  }

  private static void addIfLess(List<String> wrong, String key, long now, long least) {
    if (now < least) {
      boolean isForGood = least == Long.MAX_VALUE && key.equals(TopicConfig.RETENTION_MS_CONFIG);
      wrong.add(differs(key, String.valueOf(now), isForGood ? "-1" : "at least " + least));
    }
  }

  private static String differs(String key, String now, String right) {
    return key + " is " + now + " and must be " + right;
  }
}
