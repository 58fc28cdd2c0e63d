package dev.todoku.kafka;

import dev.todoku.watermark.Consumed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves how far inputs have been processed: asks again and again where partitions end, and later
 * whether the group has committed that far. The end is that of what is written, whether its
 * transaction is committed or not: records of a transaction become visible in one partition before
 * the other.
 *
 * <p>It runs in a thread of its own while any task asks, and never in a thread of the streams. When
 * Kafka does not answer nothing is proven, and watermarks stand still.
 */
public final class ConsumedProbe implements Consumed {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumedProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How often it asks while somebody waits, and for how long that holds. */
  private static final Duration HASTY_PERIOD = Duration.ofMillis(50);

  private static final Duration HASTE = Duration.ofMillis(500);

  /** So many ends are remembered of a partition that is not read as far yet. */
  private static final int MOST_ENDS = 16;

  private final Supplier<Admin> admins;
  private final String group;
  private final ConsumedPositions positions;
  private final Supplier<Duration> period;
  private final Map<TopicPartition, Input> inputs = new ConcurrentHashMap<>();
  private volatile long hastyUntil = System.nanoTime();
  private volatile @Nullable Thread thread;

  /** What is known of one partition. */
  private static final class Input {
    private final Deque<End> ends = new ArrayDeque<>();
    private volatile long processedUntil;
    private int readers;

    /** The group has come to {@code offset}. */
    void reached(long offset) {
      while (!ends.isEmpty() && ends.peekFirst().offset() <= offset) {
        processedUntil = Math.max(processedUntil, ends.removeFirst().at());
      }
    }

    /** The latest matter most, and the earliest proves something first. */
    void endsAt(End end) {
      if (ends.size() >= MOST_ENDS) {
        ends.removeLast();
      }
      ends.addLast(end);
    }
  }

  private record End(long offset, long at) {}

  /**
   * Asks nothing yet.
   *
   * @param admins opens the client that asks
   * @param group whose commits count
   * @param positions where the consumers of this process stand
   * @param period how often it asks; so much later something is proven
   */
  public ConsumedProbe(
      Supplier<Admin> admins,
      String group,
      ConsumedPositions positions,
      Supplier<Duration> period) {
    this.admins = admins;
    this.group = group;
    this.positions = positions;
    this.period = period;
  }

  @Override
  public Reading of(List<String> topics, int partition) {
    List<TopicPartition> read =
        topics.stream().map(topic -> new TopicPartition(topic, partition)).toList();
    open(read);
    return new Reading() {
      @Override
      public long processedUntil(String topic) {
        Input input = inputs.get(new TopicPartition(topic, partition));
        return input == null ? 0 : input.processedUntil;
      }

      @Override
      public void hasten() {
        ConsumedProbe.this.hasten();
      }

      @Override
      public void close() {
        ConsumedProbe.this.close(read);
      }
    };
  }

  @Override
  public boolean isBehind() {
    return positions.isBehind();
  }

  private void hasten() {
    boolean isHastyAlready = isHasty();
    hastyUntil = System.nanoTime() + HASTE.toNanos();
    if (!isHastyAlready) {
      LockSupport.unpark(thread);
    }
  }

  private boolean isHasty() {
    return hastyUntil - System.nanoTime() > 0;
  }

  private synchronized void open(List<TopicPartition> read) {
    read.forEach(input -> inputs.computeIfAbsent(input, unused -> new Input()).readers++);
    if (thread == null) {
      thread = new Thread(this::run, "todoku-consumed-probe");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized void close(List<TopicPartition> read) {
    for (TopicPartition partition : read) {
      Input input = inputs.get(partition);
      if (input != null && --input.readers == 0) {
        inputs.remove(partition);
      }
    }
  }

  private void run() {
    boolean answers = true;
    try (Admin admin = admins.get()) {
      while (goesOn()) {
        try {
          probe(admin);
          answers = true;
        } catch (ExecutionException | TimeoutException e) {
          if (answers) {
            LOG.warn(
                "Kafka does not say how far topics are read, watermarks wait: {}", e.toString());
          }
          answers = false;
        }
        LockSupport.parkNanos((isHasty() ? HASTY_PERIOD : period.get()).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the probe of inputs failed; it is started again with the next task", e);
      ended();
    }
  }

  private synchronized boolean goesOn() {
    if (inputs.isEmpty()) {
      thread = null;
      return false;
    }
    return true;
  }

  private synchronized void ended() {
    thread = null;
  }

  private void probe(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> asked = new ArrayList<>(inputs.keySet());
    Map<TopicPartition, OffsetAndMetadata> committed =
        within(
            admin
                .listConsumerGroupOffsets(
                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(asked)))
                .partitionsToOffsetAndMetadata(group));
    Map<TopicPartition, Long> begins = new HashMap<>();
    List<TopicPartition> uncommitted =
        asked.stream().filter(partition -> committed.get(partition) == null).toList();
    if (!uncommitted.isEmpty()) {
      offsets(admin, uncommitted, OffsetSpec.earliest())
          .forEach((partition, info) -> begins.put(partition, info.offset()));
    }
    for (TopicPartition partition : asked) {
      Input input = inputs.get(partition);
      if (input != null) {
        OffsetAndMetadata commit = committed.get(partition);
        long offset = commit == null ? begins.getOrDefault(partition, 0L) : commit.offset();
        input.reached(positions.beyondMarkers(partition, offset));
      }
    }
    long at = System.currentTimeMillis();
    offsets(admin, asked, OffsetSpec.latest())
        .forEach(
            (partition, info) -> {
              Input input = inputs.get(partition);
              if (input != null) {
                input.endsAt(new End(info.offset(), at));
              }
            });
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, List<TopicPartition> asked, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    asked.forEach(partition -> specs.put(partition, spec));
    return within(admin.listOffsets(specs).all());
  }

  private static <T> T within(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
