package dev.todoku.app;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes a dead letter in place of a record that Kafka has refused before. */
public final class RefusedToDeadLetters implements ProducerInterceptor<byte[], byte[]> {
  @SuppressWarnings("NullAway.Init") // Kafka configures what it makes.
  private RefusedOutputs refused;

  @Override
  public void configure(Map<String, ?> configs) {
    refused = RefusedOutputs.of(configs);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    return refused.reason(record).map(reason -> RefusedLetter.of(record, reason)).orElse(record);
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
    // Refusals come with their record to RefusedRecords.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
