package dev.todoku.notify;

import dev.todoku.kafka.WholeTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The ledger on a compacted topic, keyed by target and incident. */
public final class KafkaDeliveryLedger implements DeliveryLedger {
  /** The topic's name. */
  public static final String TOPIC = "todoku.notifications";

  private static final Logger LOG = LoggerFactory.getLogger(KafkaDeliveryLedger.class);
  private static final char SEPARATOR = '\t';

  private final Producer<byte[], byte[]> producer;
  private final Map<String, Delivered> delivered = new ConcurrentHashMap<>();
  private final Map<String, Instant> firstUses = new ConcurrentHashMap<>();

  private KafkaDeliveryLedger(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Reads the topic to its end.
   *
   * @param consumer belongs to no group; it is not closed
   */
  public static KafkaDeliveryLedger open(
      Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
    KafkaDeliveryLedger ledger = new KafkaDeliveryLedger(producer);
    WholeTopic.read(consumer, TOPIC, ledger::read);
    return ledger;
  }

  @Override
  public Optional<Delivered> last(String target, String incidentId) {
    return Optional.ofNullable(delivered.get(target + SEPARATOR + incidentId));
  }

  /**
   * Remembers it at once, and waits for the broker. When that fails, only a restart may send it
   * again.
   */
  @Override
  public void record(Delivered entry) {
    String key = entry.target() + SEPARATOR + entry.incidentId();
    delivered.put(key, entry);
    write(key, JsonMapper.shared().writeValueAsBytes(entry));
  }

  @Override
  public Instant firstUse(String target, Instant now) {
    return firstUses.computeIfAbsent(
        target,
        name -> {
          write(name, Long.toString(now.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
          return now;
        });
  }

  private void write(String key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(TOPIC, key.getBytes(StandardCharsets.UTF_8), value)).get();
    } catch (ExecutionException e) {
      LOG.error("{} is not recorded and may be sent again after a restart", key, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (key.indexOf(SEPARATOR) < 0) {
        long at = Long.parseLong(new String(record.value(), StandardCharsets.UTF_8));
        firstUses.put(key, Instant.ofEpochMilli(at));
      } else {
        delivered.put(key, JsonMapper.shared().readValue(record.value(), Delivered.class));
      }
    } catch (JacksonException | NumberFormatException e) {
      LOG.warn("left out a record of {} that does not parse: {}", TOPIC, e.getMessage());
    }
  }
}
