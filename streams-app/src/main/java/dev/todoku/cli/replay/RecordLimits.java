package dev.todoku.cli.replay;

import dev.todoku.kafka.AdminResult;
import dev.todoku.kafka.TopicLimits;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** How large a record the public topics take, and how long they keep one. */
final class RecordLimits {
  /** Key, headers and the frame of a batch. */
  private static final int OVERHEAD = 4 * 1024;

  private final Map<String, Integer> largest = new HashMap<>();
  private final Map<String, Long> retention = new HashMap<>();
  private Optional<Map.Entry<String, Long>> shortestRetention = Optional.empty();
  private long future = Long.MAX_VALUE;

  /** The limits that new topics get, which keep what is written for ever. */
  static RecordLimits withoutTopics() {
    RecordLimits limits = new RecordLimits();
    Topics.all().forEach(topic -> limits.largest.put(topic.name(), TopicSetup.LARGEST_RECORD));
    return limits;
  }

  /** The limits of all public topics, which must exist. */
  static RecordLimits read(Admin admin) {
    List<ConfigResource> topics =
        Topics.all().stream()
            .map(Topic::name)
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    RecordLimits limits = new RecordLimits();
    AdminResult.of(admin.describeConfigs(topics).all())
        .forEach((topic, config) -> limits.add(topic.name(), TopicLimits.of(config)));
    limits.shortestRetention = shortest(limits.retention);
    return limits;
  }

  private void add(String topic, TopicLimits limits) {
    largest.put(topic, Math.toIntExact(limits.largestBytes()));
    future = Math.min(future, limits.aheadMs());
    boolean deletes = limits.cleanup().contains(TopicConfig.CLEANUP_POLICY_DELETE);
    if (deletes && limits.retentionMs() != Long.MAX_VALUE) {
      retention.put(topic, limits.retentionMs());
    }
  }

  /** The largest value in bytes that fits into a record of {@code topic}. */
  int largestValue(String topic) {
    return largest.getOrDefault(topic, OVERHEAD) - OVERHEAD;
  }

  /** The largest record of all topics, in bytes. */
  int largestRecord() {
    return largest.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** How far ahead of the broker's clock a record's time may be, in milliseconds. */
  long future() {
    return future;
  }

  /**
   * What keeps records for the shortest time, in milliseconds: an event passes through nearly all
   * topics with its time. Empty when all keep them for ever.
   */
  Optional<Map.Entry<String, Long>> shortestRetention() {
    return shortestRetention;
  }

  private static Optional<Map.Entry<String, Long>> shortest(Map<String, Long> retention) {
    return retention.entrySet().stream()
        .min(
            Comparator.comparing((Map.Entry<String, Long> entry) -> entry.getValue())
                .thenComparing(Map.Entry::getKey));
  }
}
