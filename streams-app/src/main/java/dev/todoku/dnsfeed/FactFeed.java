package dev.todoku.dnsfeed;

import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads sends, deliveries and raw bounces, and writes facts to {@code mail.dns-facts}, until it is
 * stopped.
 */
public final class FactFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, Object> consumer;
  private final Producer<String, DnsFact> producer;
  private final FactFeeder feeder;
  private final AtomicReference<Exception> refused = new AtomicReference<>();
  private final AtomicLong written = new AtomicLong();

  /**
   * A feed that owns neither client.
   *
   * @param consumer gives values of the topics, null for what cannot be read
   */
  public FactFeed(
      Consumer<String, Object> consumer, Producer<String, DnsFact> producer, FactFeeder feeder) {
    this.consumer = consumer;
    this.producer = producer;
    this.feeder = feeder;
  }

  /** The topics that it reads. */
  public static List<String> topics() {
    return List.of(Topics.SENDS.name(), Topics.DELIVERIES.name(), Topics.RAW_BOUNCES.name());
  }

  /** Works until {@link #close}. Call it after subscribing the consumer. */
  public void run() {
    try {
      while (true) {
        step(POLL);
      }
    } catch (WakeupException stopped) {
      producer.flush();
    }
  }

  /** Stops {@link #run}, from any thread. */
  @Override
  public void close() {
    consumer.wakeup();
  }

  /** Facts written so far. */
  public long written() {
    return written.get();
  }

  void step(Duration patience) {
    for (ConsumerRecord<String, Object> record : consumer.poll(patience)) {
      see(record.value());
    }
    feeder.ask();
    feeder.collect().forEach(this::write);
    if (refused.get() != null) {
      throw new KafkaException("a fact was refused: " + refused.get().getMessage(), refused.get());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback gets the errors.
  private void write(DnsFact fact) {
    producer.send(
        new ProducerRecord<>(Topics.DNS_FACTS.name(), null, fact.time(), fact.key(), fact),
        (metadata, e) -> refused.compareAndSet(null, e));
    written.incrementAndGet();
  }

  private void see(Object event) {
    if (event instanceof Send send) {
      feeder.see(send.recipient(), send.origin());
    } else if (event instanceof Delivery delivery) {
      feeder.see(delivery.recipient(), delivery.origin());
    } else if (event instanceof Deferral deferral) {
      feeder.see(deferral.recipient(), deferral.origin());
    } else if (event instanceof Signatures.Returned returned) {
      returned.signatures().forEach(feeder::hint);
    }
  }
}
