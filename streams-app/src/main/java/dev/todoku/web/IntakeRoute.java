package dev.todoku.web;

import dev.todoku.kafka.TopicSetup;
import dev.todoku.pipeline.FutureLimit;
import dev.todoku.schema.Address;
import io.javalin.http.Context;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what webhooks post and writes it to the input topics. Says 202 when Kafka has it; without
 * one it is to be posted again, and what comes twice counts once.
 */
final class IntakeRoute implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeRoute.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final IntakeBody body;
  private final BodyReader bodies = new BodyReader(TopicSetup.LARGEST_INPUT, System::nanoTime);
  private final Supplier<Optional<String>> kafkaProblem;
  private final KafkaProducer<byte[], byte[]> producer;

  IntakeRoute(
      Map<String, Object> producerSettings,
      Address addresses,
      FutureLimit future,
      Supplier<Optional<String>> kafkaProblem) {
    this.kafkaProblem = kafkaProblem;
    body = new IntakeBody(addresses, future);
    Map<String, Object> settings = new HashMap<>(producerSettings);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSetup.LARGEST_RECORD);
    // Someone waits for the answer.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void post(Context ctx) throws InterruptedException {
    // What a broker has put in the place of a lost topic would take it, and nobody would read it.
    kafkaProblem
        .get()
        .ifPresent(
            problem -> {
              throw new Refusal(503, problem + "; post it again later");
            });
    byte[] posted = bodies.read(ctx.bodyInputStream(), ctx.contentLength());
    if (posted.length == 0) {
      throw Refusal.badRequest("the body is empty");
    }
    List<ProducerRecord<byte[], byte[]>> records =
        body.records(
            ctx.pathParam("format"), posted, ctx.queryParam("host"), System.currentTimeMillis());
    if (records.isEmpty()) {
      throw Refusal.badRequest("the body is empty");
    }
    write(records);
    ctx.status(202);
    Reply.json(ctx, Map.of("accepted", records.size()));
  }

  private void write(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
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

  private Refusal refused(Throwable cause) {
    if (cause instanceof InvalidTimestampException) {
      return Refusal.badRequest("the time of an event is ahead of the clock by more than a day");
    }
    if (cause instanceof RecordTooLargeException) {
      return bodies.tooLarge();
    }
    if (!(cause instanceof ApiException)) {
      LOG.error("cannot write what was posted", cause);
    }
    return new Refusal(503, "Kafka did not take it; post it again");
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
