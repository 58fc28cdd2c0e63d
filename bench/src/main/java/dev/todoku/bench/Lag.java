package dev.todoku.bench;

import dev.todoku.config.TodokuConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;

/** How far a group is behind on all topics that its topology reads, those it writes included. */
final class Lag {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Admin admin;
  private final String group;
  private final List<TopicPartition> read;

  Lag(Admin admin, TodokuConfig config, Topology topology) {
    this.admin = admin;
    this.group = config.applicationId();
    this.read =
        sources(topology).stream()
            .flatMap(
                topic ->
                    IntStream.range(0, config.topicPartitions())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
            .toList();
  }

  /**
   * How many records are not yet processed and committed, transaction markers counted. A
   * transaction commits outputs together with the offsets of their inputs, so that nothing is
   * between two topics when offsets, read first, have reached the ends, read after them.
   */
  long records() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(
                  read.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                  new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .all()
              .get();
      return read.stream()
          .mapToLong(
              p ->
                  Math.max(
                      0, Objects.requireNonNull(ends.get(p)).offset() - offset(committed.get(p))))
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not answer with the lag", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits until no more than {@code rest} records are left. */
  void await(long rest, ProgressLine progress) {
    for (long left = records(); left > rest; left = records()) {
      progress.print(left, "records to go");
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static long offset(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private static Set<String> sources(Topology topology) {
    return topology.describe().subtopologies().stream()
        .flatMap(subtopology -> subtopology.nodes().stream())
        .filter(TopologyDescription.Source.class::isInstance)
        .map(TopologyDescription.Source.class::cast)
        .flatMap(source -> source.topicSet().stream())
        .collect(Collectors.toSet());
  }
}
