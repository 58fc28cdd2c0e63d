package dev.todoku.cli.demo;

import dev.todoku.cli.base.Failure;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.DeliveryEvent;
import dev.todoku.schema.FeedbackEvent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.simulate.SimulatedDay;
import dev.todoku.watermark.WriterMarks;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the genuine run to its topics, waits until it is allowed to go on, and then writes the
 * simulated day at its pace.
 */
final class Feeder implements Runnable {
  /** So that the last minutes are over, too. */
  private static final long AFTERWARDS_MS = 5 * 60_000;

  /** The host that wrote the genuine log. */
  private static final byte[] HOST = "mx".getBytes(StandardCharsets.UTF_8);

  /** What is fed now. */
  enum Phase {
    GENUINE,
    DAY,
    ENDED
  }

  private final GenuineRun genuine;
  private final SimulatedDay day;
  private final DayLedger ledger;
  private final EventTimePace pace;
  private final Lead lead = new Lead();
  private final KafkaProducer<byte[], byte[]> producer;
  private final WriterMarks marks;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile Phase phase = Phase.GENUINE;
  private final AtomicLong events = new AtomicLong();
  private volatile @Nullable Exception failure;
  private volatile boolean stopped;

  /**
   * A feeder.
   *
   * @param ledger is filled with the fates of the day's messages, complete once the phase is ENDED
   * @param partitions of the topics
   */
  Feeder(
      GenuineRun genuine,
      SimulatedDay day,
      DayLedger ledger,
      EventTimePace pace,
      Map<String, Object> clientSettings,
      int partitions) {
    this.genuine = genuine;
    this.day = day;
    this.ledger = ledger;
    this.pace = pace;
    clientSettings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    producer =
        new KafkaProducer<>(clientSettings, new ByteArraySerializer(), new ByteArraySerializer());
    marks = new WriterMarks(producer, "demo", partitions);
  }

  @Override
  public void run() {
    try (producer) {
      genuine.lines().forEach(line -> send(Topics.RAW_POSTFIX.name(), HOST, line));
      genuine.bounces().forEach(message -> send(Topics.RAW_BOUNCES.name(), null, message));
      // The genuine run is over before the day begins.
      marks.advance(Demo.beginOfDay());
      goOn.await();
      phase = Phase.DAY;
      pace.begin();
      long fed = 0;
      while (day.hasNext() && !stopped) {
        lead.await(fed);
        MailEvent event = day.next();
        pace.await(event.time());
        marks.passing(event.time());
        fed = event.time();
        ledger.add(event);
        send(event);
      }
      marks.advance(fed + AFTERWARDS_MS);
      marks.close();
      phase = Phase.ENDED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the day begin. */
  void goOn() {
    goOn.countDown();
  }

  /** Outcomes of the day up to {@code time} have come out. */
  void shown(long time) {
    lead.show(time);
  }

  void stop() {
    lead.show(Long.MAX_VALUE);
    stopped = true;
    goOn.countDown();
  }

  Phase phase() {
    return phase;
  }

  /** How many records are written. */
  long events() {
    return events.get();
  }

  private void send(MailEvent event) {
    if (event instanceof Send send) {
      send(Topics.SENDS, send);
    } else if (event instanceof DeliveryEvent delivery) {
      send(Topics.DELIVERIES, delivery);
    } else if (event instanceof Bounce bounce) {
      send(Topics.BOUNCES, bounce);
    } else if (event instanceof FeedbackEvent feedback) {
      send(Topics.FEEDBACK, feedback);
    }
  }

  private <T extends MailEvent> void send(Topic<String, T> topic, T event) {
    byte[] key = topic.keySerde().serializer().serialize(topic.name(), event.messageId());
    byte[] value = topic.valueSerde().serializer().serialize(topic.name(), event);
    send(topic.name(), key, event.time(), value);
  }

  private void send(String topic, byte @Nullable [] key, GenuineRun.Raw raw) {
    send(topic, key, raw.time(), raw.text().getBytes(StandardCharsets.UTF_8));
  }

  private void send(String topic, byte @Nullable [] key, long time, byte[] value) {
    if (failure != null) {
      throw Failure.of(failure, "demo.refused", String.valueOf(failure.getMessage()));
    }
    var unused =
        producer.send(
            new ProducerRecord<>(topic, null, time, key, value),
            (metadata, refusal) -> failure = refusal == null ? failure : refusal);
    events.incrementAndGet();
  }
}
