package dev.todoku.bench.chaos;

import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a run is over: all input is processed and committed, the first closing minute has
 * been published, and nothing new has come out for a while.
 */
final class RunEnd {
  private static final Duration QUIET = Duration.ofSeconds(6);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final List<Topic<?, ?>> INPUTS =
      List.of(
          Topics.RAW_POSTFIX,
          Topics.RAW_LOGS,
          Topics.RAW_BOUNCES,
          Topics.SENDS,
          Topics.DELIVERIES,
          Topics.BOUNCES,
          Topics.FEEDBACK);
  private static final List<Topic<?, ?>> OUTPUTS =
      List.of(
          Topics.OUTCOMES,
          Topics.UNMATCHED,
          Topics.RECIPIENT_HEALTH,
          Topics.PROVIDER_HEALTH,
          Topics.ALERTS);

  private final Admin admin;
  private final String bootstrapServers;
  private final String group;
  private final int partitions;

  RunEnd(Admin admin, String bootstrapServers, String group, int partitions) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.group = group;
    this.partitions = partitions;
  }

  /**
   * Waits.
   *
   * @param end minute of event time of the closing mail
   * @param closing how many messages are of that minute
   * @return what had not come when {@code atMost} was over; empty when all had
   */
  String await(long end, int closing, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Map<TopicPartition, Long> last = Map.of();
    String missing = "no answer from the brokers";
    while (System.nanoTime() < deadline) {
      try {
        Map<TopicPartition, Long> now = ends(OUTPUTS);
        long behind = behind();
        if (behind > 0) {
          missing = behind + " input records not processed";
        } else if (!now.equals(last)) {
          missing = "output still came";
        } else {
          long accepted = FinalState.acceptedFrom(bootstrapServers, end);
          if (accepted >= closing) {
            return "";
          }
          missing = "the closing minute has " + accepted + " of " + closing;
        }
        last = now;
      } catch (ExecutionException | TimeoutException e) {
        missing = "no answer from the brokers: " + e;
      }
      TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
    }
    return missing;
  }

  /** How many input records are not processed and committed; the writers use no transactions. */
  long behind() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    return ends(INPUTS).entrySet().stream()
        .mapToLong(end -> end.getValue() - offset(committed.get(end.getKey())))
        .sum();
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private Map<TopicPartition, Long> ends(List<Topic<?, ?>> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Stream<TopicPartition> all =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(all.collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
        .all()
        .get(ANSWER.toSeconds(), TimeUnit.SECONDS)
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }
}
