package dev.todoku.cli.recipients;

import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Address;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.text.CauseMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes commands to {@code mail.recipients}. */
final class RecipientCommands implements AutoCloseable {
  private static final Topic<String, RecipientCommand> TOPIC = Topics.RECIPIENTS;

  /** So many may be on their way; a file may have a million lines. */
  private static final int MOST_PENDING = 10_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Address addresses;
  private final String by;
  private final List<Future<?>> pending = new ArrayList<>();

  /**
   * Commands of one person.
   *
   * @param by who gives them, null when nobody said
   */
  RecipientCommands(TodokuConfig config, String by) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    producer = new KafkaProducer<>(config.clientSettings("producer"), bytes, bytes);
    addresses = new Address(config.keepsLocalPartCase());
    this.by = by;
  }

  /**
   * Gives a command.
   *
   * @param why null when nobody said
   * @param mailStream the kind of mail that it is about, null for all mail
   * @throws dev.todoku.schema.ContractException when it is no address or too long
   * @throws Failure when Kafka did not take an earlier one
   */
  void give(
      String recipient,
      RecipientCommand.Action action,
      @Nullable String why,
      @Nullable String mailStream) {
    RecipientCommand command =
        new RecipientCommand(recipient, System.currentTimeMillis(), action, why, by, mailStream);
    String key = addresses.normal(recipient);
    pending.add(
        producer.send(
            new ProducerRecord<>(
                TOPIC.name(),
                null,
                command.time(),
                TOPIC.keySerde().serializer().serialize(TOPIC.name(), key),
                TOPIC.valueSerde().serializer().serialize(TOPIC.name(), command))));
    if (pending.size() >= MOST_PENDING) {
      await();
    }
  }

  private void await() {
    for (Future<?> one : pending) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw Failure.of(e, "topic.unwritable", TOPIC.name(), CauseMessage.of(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.of(e, "topic.interrupted", TOPIC.name());
      }
    }
    pending.clear();
  }

  /** Waits until Kafka has all of them. */
  @Override
  public void close() {
    try {
      await();
    } finally {
      producer.close();
    }
  }
}
