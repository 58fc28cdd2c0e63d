package dev.todoku.web;

import dev.todoku.kafka.TopicSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was posted to Kafka, and returns when Kafka has it. */
final class IntakeWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeWriter.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Supplier<Optional<String>> kafkaProblem;
  private final KafkaProducer<byte[], byte[]> producer;

  IntakeWriter(Map<String, Object> producerSettings, Supplier<Optional<String>> kafkaProblem) {
    this.kafkaProblem = kafkaProblem;
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSetup.LARGEST_RECORD);
    // Someone waits for the answer.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Fails while Kafka cannot take anything: what a broker has put in the place of a lost topic
   * would take it, and nobody would read it.
   */
  void requireKafka() {
    kafkaProblem
        .get()
        .ifPresent(
            problem -> {
              throw new RequestRefusedException(503, problem + "; post it again later");
            });
  }

  void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(producer.send(record)));
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw refused(e.getCause());
      }
    }
  }

  /** Writes it without waiting, not even for a Kafka that is away; the callback has its failure. */
  @SuppressWarnings("FutureReturnValueIgnored")
  void send(ProducerRecord<byte[], byte[]> record, Runnable onFailure) {
    if (kafkaProblem.get().isPresent()) {
      onFailure.run();
      return;
    }
    producer.send(
        record,
        (written, problem) -> {
          if (problem != null) {
            onFailure.run();
          }
        });
  }

  private static RequestRefusedException refused(@Nullable Throwable cause) {
    if (cause instanceof InvalidTimestampException) {
      return RequestRefusedException.badRequest(
          "the time of an event is ahead of the clock by more than a day");
    }
    if (cause instanceof RecordTooLargeException) {
      return BodyReader.tooLarge(TopicSetup.LARGEST_INPUT);
    }
    if (!(cause instanceof ApiException)) {
      LOG.error("cannot write what was posted", cause);
    }
    return new RequestRefusedException(503, "Kafka did not take it; post it again");
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
