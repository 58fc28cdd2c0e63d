package dev.todoku.kafka;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.text.ErrorText;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the public topics that are missing and checks those that are there.
 *
 * @param partitions of topics that are created when none exists yet; what exists decides otherwise
 * @param replicationFactor of topics that are created, -1 for the broker's default
 * @param joinWindow how long a bounce may come after its send; topics keep records longer
 * @param future how far ahead of the broker's clock a record's time may be; one record from the far
 *     future would carry event time along and make all state look old
 * @param internal names of the topics between stages
 */
public record TopicSetup(
    int partitions,
    int replicationFactor,
    Duration joinWindow,
    Duration future,
    List<String> internal) {
  /**
   * What {@code future} should be at least. Brokers only refuse, and what a broker refuses nobody
   * sees: what is ahead of the clock by less, a wrong time zone, comes in and is laid down with the
   * reason.
   */
  public static final Duration CLOCK_SKEW = Duration.ofDays(1);

  /** The size of a bounce message or a log line that can be read, in bytes. */
  public static final int LARGEST_INPUT = 1024 * 1024;

  /** What an input topic takes: the largest input with its key and headers, in bytes. */
  public static final int LARGEST_RECORD = LARGEST_INPUT + 64 * 1024;

  /** A dead letter is a key, a value and headers that say why. */
  private static final int LARGEST_DEAD_LETTER = 2 * LARGEST_RECORD + 64 * 1024;

  /** Bounces at the end of the window must still find their send after an outage of a day. */
  private static final Duration BEYOND_WINDOW = Duration.ofDays(2);

  /** Who changed what is asked after long. */
  private static final Duration AUDIT_RETENTION = Duration.ofDays(400);

  private static final Duration INTERNAL_RETENTION = Duration.ofDays(1);
  private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CREATION_POLL = Duration.ofMillis(20);

  /** Topics that no other topic is joined with. */
  private static final Set<String> OF_ANY_PARTITION_COUNT =
      Topics.raw().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

  /** Topics of which the last record of a key holds. */
  private static final Set<String> COMPACTED =
      Set.of(
          Topics.RECIPIENT_HEALTH.name(),
          Topics.INCIDENT_NOTES.name(),
          Topics.OPEN_INCIDENTS.name());

  /** How far ahead topics take records where events may be {@code ahead} by so much. */
  public static Duration future(Duration ahead) {
    return ahead.compareTo(CLOCK_SKEW) > 0 ? ahead : CLOCK_SKEW;
  }

  /**
   * Creates what is missing.
   *
   * @return the partition count that all joined topics have
   * @throws SetupException when existing topics do not have one partition count, or Kafka does not
   *     answer
   */
  public int ensure(Admin admin) {
    Map<String, Integer> existing = existing(admin);
    int count = commonCount(existing).orElse(partitions);
    List<NewTopic> missing =
        names().stream()
            .filter(name -> !existing.containsKey(name))
            .map(name -> describe(name, count))
            .toList();
    create(admin, missing);
    return missing.isEmpty() ? count : commonCount(awaitAll(admin)).orElse(count);
  }

  /** The public topics and those between stages. */
  public List<String> names() {
    return Stream.concat(Topics.all().stream().map(Topic::name), internal.stream()).toList();
  }

  /** Brokers learn of new topics some time after the controller has made them. */
  private Map<String, Integer> awaitAll(Admin admin) {
    long deadline = System.nanoTime() + CREATION_TIMEOUT.toNanos();
    while (true) {
      Map<String, Integer> present = existing(admin);
      if (present.size() == names().size()) {
        awaitLeaders(admin, present);
        return present;
      }
      if (System.nanoTime() > deadline) {
        throw new SetupException("topics.notListed", CREATION_TIMEOUT.toSeconds());
      }
      LockSupport.parkNanos(CREATION_POLL.toNanos());
    }
  }

  /**
   * A broker lists a topic before it leads its partitions. What a producer sends in between can be
   * refused in part, and the refused part then waits, out of order, for minutes.
   */
  private static void awaitLeaders(Admin admin, Map<String, Integer> counts) {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    counts.forEach(
        (topic, count) ->
            IntStream.range(0, count)
                .forEach(i -> all.put(new TopicPartition(topic, i), OffsetSpec.latest())));
    AdminResult.of(admin.listOffsets(all).all());
  }

  private Map<String, Integer> existing(Admin admin) {
    Set<String> present = AdminResult.of(admin.listTopics().names());
    Collection<String> ours = names().stream().filter(present::contains).toList();
    Map<String, Integer> counts = new TreeMap<>();
    for (TopicDescription topic :
        AdminResult.of(admin.describeTopics(ours).allTopicNames()).values()) {
      counts.put(topic.name(), topic.partitions().size());
    }
    return counts;
  }

  private static Optional<Integer> commonCount(Map<String, Integer> counts) {
    Map<String, Integer> joined = new TreeMap<>(counts);
    joined.keySet().removeAll(OF_ANY_PARTITION_COUNT);
    Set<Integer> different = Set.copyOf(joined.values());
    if (different.size() > 1) {
      throw new SetupException(
          "topics.partitions",
          rarestFirst(joined).stream()
              .map(topic -> topic.getKey() + " " + topic.getValue())
              .collect(Collectors.joining(", ")));
    }
    return different.stream().findAny();
  }

  /** The topic that differs from most is the one to put right: it stands first. */
  private static List<Map.Entry<String, Integer>> rarestFirst(Map<String, Integer> counts) {
    Map<Integer, Long> frequency =
        counts.values().stream().collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Comparator.comparingLong(topic -> frequency.get(topic.getValue())))
        .toList();
  }

  private NewTopic describe(String name, int count) {
    return new NewTopic(name, Optional.of(count), replication()).configs(settingsOf(name));
  }

  private Optional<Short> replication() {
    return replicationFactor < 0 ? Optional.empty() : Optional.of((short) replicationFactor);
  }

  /** The settings with which a topic is made; all others are the broker's. */
  Map<String, String> settingsOf(String name) {
    Map<String, String> config = new HashMap<>();
    if (internal.contains(name)) {
      // What is in flight between stages is young by the broker's clock, whatever its event time.
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
      config.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(INTERNAL_RETENTION.toMillis()));
      config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_RECORD));
      return config;
    }
    config.put(
        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(future.toMillis()));
    // A replay writes the past.
    config.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
    if (COMPACTED.contains(name)) {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    } else {
      config.put(
          TopicConfig.RETENTION_MS_CONFIG,
          String.valueOf(
              name.equals(Topics.AUDIT.name())
                  ? AUDIT_RETENTION.toMillis()
                  : joinWindow.plus(BEYOND_WINDOW).toMillis()));
    }
    if (name.equals(Topics.DEAD_LETTERS.name())) {
      config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_DEAD_LETTER));
      // Kept from when it is laid down: what is dead for its age would vanish as it is written.
      config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    } else {
      config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_RECORD));
    }
    return config;
  }

  private static void create(Admin admin, List<NewTopic> topics) {
    for (var created : admin.createTopics(topics).values().entrySet()) {
      try {
        AdminResult.of(created.getValue());
      } catch (SetupException e) {
        if (e.getCause() instanceof AuthorizationException) {
          throw new SetupException(
              e.getCause(), ErrorText.of("topics.notAllowed", created.getKey()));
        }
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        // Another instance was faster.
      }
    }
  }
}
