package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alerts, from the beginning of the topic, and has a thread for each target that brings
 * the target up to date with them. What each took is in the ledger, so offsets are not committed;
 * the consumer group only divides the partitions among several processes.
 */
public final class AlertDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Routing routing;
  private final Supplier<DeliveryLedger> ledgers;
  private final NotedIncidents noted;
  private final Supplier<Backoff> backoffs;
  private final Clock clock;
  private final AlertBoard board = new AlertBoard();

  /** Where the topic ended when a partition was assigned, until it has been read up to there. */
  private final Map<TopicPartition, Long> ahead = new HashMap<>();

  private List<Running> running = List.of();

  private record Running(TargetWorker worker, Thread thread) {}

  /**
   * A dispatcher.
   *
   * @param ledgers opens the ledger as it is now
   * @param backoffs how long a target is left alone from failure to failure
   */
  public AlertDispatcher(
      Consumer<byte[], byte[]> consumer,
      Routing routing,
      Supplier<DeliveryLedger> ledgers,
      NotedIncidents noted,
      Supplier<Backoff> backoffs,
      Clock clock) {
    this.consumer = consumer;
    this.routing = routing;
    this.ledgers = ledgers;
    this.noted = noted;
    this.backoffs = backoffs;
    this.clock = clock;
  }

  /** Runs until the consumer is woken up. */
  public void run() throws InterruptedException {
    consumer.subscribe(List.of(Topics.ALERTS.name()), new Assignment());
    try {
      while (true) {
        consumer.poll(POLL).forEach(this::read);
        if (!ahead.isEmpty()) {
          ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
          board.setComplete(ahead.isEmpty());
        }
      }
    } catch (WakeupException stop) {
      LOG.debug("asked to stop");
    } finally {
      stopWorkers();
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      Alert alert =
          Topics.ALERTS.valueSerde().deserializer().deserialize(record.topic(), record.value());
      if (alert == null) {
        LOG.warn("left out a record of {} without a value", record.topic());
      } else {
        board.put(record.partition(), alert);
      }
    } catch (ContractException e) {
      LOG.warn("left out an alert that does not parse: {}", e.getMessage());
    }
  }

  private void startWorkers() {
    DeliveryLedger ledger = ledgers.get();
    running = routing.targets().stream().map(target -> worker(target, ledger)).toList();
    running.forEach(worker -> worker.thread().start());
  }

  private Running worker(Target target, DeliveryLedger ledger) {
    TargetWorker worker =
        new TargetWorker(target, routing, board, ledger, noted, backoffs.get(), clock);
    return new Running(worker, new Thread(worker, "notify-" + target.name()));
  }

  private void stopWorkers() throws InterruptedException {
    running.forEach(worker -> worker.worker().stop());
    for (Running worker : running) {
      worker.thread().join(STOP.toMillis());
      worker.thread().interrupt();
    }
    running = List.of();
  }

  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(
          partition -> {
            ahead.remove(partition);
            board.forget(partition.partition());
          });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (partitions.isEmpty()) {
        return;
      }
      board.setComplete(false);
      try {
        // Whoever had the partitions before has recorded what was sent.
        stopWorkers();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      consumer.seekToBeginning(partitions);
      ahead.putAll(consumer.endOffsets(partitions));
      startWorkers();
    }
  }
}
