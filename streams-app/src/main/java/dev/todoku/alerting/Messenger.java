package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands alerts on in order. An offset is committed when all sinks have taken the alert; until then
 * it is tried again, ever more slowly, and nothing behind it is lost.
 */
public final class Messenger {
  private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final List<Sink> sinks;
  private final Backoff backoff;

  /**
   * A messenger.
   *
   * @param consumer commits nothing by itself and returns one record at a time: what is behind a
   *     record that failed must not be passed over
   * @param backoff how long to wait from failure to failure
   */
  public Messenger(Consumer<byte[], byte[]> consumer, List<Sink> sinks, Backoff backoff) {
    this.consumer = consumer;
    this.sinks = List.copyOf(sinks);
    this.backoff = backoff;
  }

  /** Runs until the consumer is woken up. */
  public void run() throws InterruptedException {
    consumer.subscribe(List.of(Topics.ALERTS.name()));
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (isHandedOn(record)) {
            consumer.commitSync(
                Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
            backoff.reset();
          } else {
            consumer.seek(partition(record), record.offset());
            // Far below max.poll.interval.ms: it stays a member of its group.
            LockSupport.parkNanos(backoff.next().toNanos());
          }
        }
      }
    } catch (WakeupException stop) {
      LOG.debug("asked to stop");
    }
  }

  private boolean isHandedOn(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Alert alert;
    try {
      alert = Topics.ALERTS.valueSerde().deserializer().deserialize(record.topic(), record.value());
    } catch (ContractException e) {
      LOG.warn("left out an alert that does not read: {}", e.getMessage());
      return true;
    }
    if (alert == null) {
      LOG.warn("left out a record of {} without a value", record.topic());
      return true;
    }
    for (Sink sink : sinks) {
      try {
        if (sink.wants(alert)) {
          sink.send(alert);
        }
      } catch (IOException e) {
        LOG.warn("{} has not taken {}: {}", sink.name(), alert.incidentId(), e.getMessage());
        return false;
      }
    }
    return true;
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
