package dev.todoku.notify;

import dev.todoku.kafka.WholeTopic;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.IncidentNote;
import dev.todoku.schema.Topics;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the notes on incidents while the process runs. */
public final class NotesFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotesFeed.class);
  private static final String TOPIC = Topics.INCIDENT_NOTES.name();
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final NotedIncidents noted = new NotedIncidents();
  private final Backoff backoff;
  private @Nullable Thread thread;

  private NotesFeed(Consumer<byte[], byte[]> consumer, Backoff backoff) {
    this.consumer = consumer;
    this.backoff = backoff;
  }

  /**
   * Reads the notes that there are, and goes on in a thread of its own.
   *
   * @param consumer belongs to no group; closed with the feed
   * @param backoff how long Kafka is left alone from failure to failure
   */
  public static NotesFeed start(Consumer<byte[], byte[]> consumer, Backoff backoff) {
    NotesFeed feed = new NotesFeed(consumer, backoff);
    if (!WholeTopic.read(consumer, TOPIC, feed::read)) {
      LOG.warn("there is no topic {}: nobody can acknowledge an incident", TOPIC);
      return feed;
    }
    feed.thread = new Thread(feed::follow, "incident-notes");
    feed.thread.setDaemon(true);
    feed.thread.start();
    return feed;
  }

  /** What has been read so far. */
  public NotedIncidents incidents() {
    return noted;
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        consumer.poll(POLL).forEach(this::read);
        backoff.reset();
      } catch (WakeupException stop) {
        return;
      } catch (KafkaException e) {
        LOG.warn("{} cannot be read: {}", TOPIC, e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(backoff.next().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      IncidentNote note =
          Topics.INCIDENT_NOTES.valueSerde().deserializer().deserialize(TOPIC, record.value());
      noted.add(note);
    } catch (ContractException e) {
      LOG.warn(
          "left out {}-{} offset {}, which does not parse: {}",
          TOPIC,
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(POLL.multipliedBy(5).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    consumer.close();
  }
}
