package dev.todoku.cli.explain;

import dev.todoku.explain.AnswerSources;
import dev.todoku.explain.OthersFared;
import dev.todoku.explain.SenderDns;
import dev.todoku.kafka.ReaderSettings;
import dev.todoku.readmodel.QueueRecords;
import dev.todoku.readmodel.QueueView;
import dev.todoku.schema.Address;
import dev.todoku.schema.Alert;
import dev.todoku.wire.QueueSnapshot;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the queues of mail servers, read from Kafka where no instance answers; of all else
 * beside mail nothing is known.
 */
record StoredQueues(QueueView queues) implements AnswerSources {
  /** {@code clientSettings} of a consumer; where Kafka is. */
  static StoredQueues read(Map<String, Object> clientSettings, Address addresses) {
    QueueView queues = new QueueView(addresses);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ReaderSettings.of(clientSettings), bytes, bytes)) {
      QueueRecords.readAll(consumer, queues);
    }
    return new StoredQueues(queues);
  }

  @Override
  public Optional<QueueSnapshot.Found> waiting(String queueId, String recipient) {
    return queues.find(queueId, recipient);
  }

  @Override
  public Collection<Alert> incidents() {
    return NONE.incidents();
  }

  @Override
  public SenderDns dns(@Nullable String fromDomain, String sourceIp) {
    return NONE.dns(fromDomain, sourceIp);
  }

  @Override
  public Optional<OthersFared> others(String provider, long time) {
    return NONE.others(provider, time);
  }
}
