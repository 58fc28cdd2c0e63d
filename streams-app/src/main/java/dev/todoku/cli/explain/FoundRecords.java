package dev.todoku.cli.explain;

import dev.todoku.explain.History;
import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the public topics as what they say. */
final class FoundRecords {
  private static final Map<String, Topic<?, ?>> TOPICS =
      Topics.all().stream().collect(Collectors.toMap(Topic::name, topic -> topic));

  private FoundRecords() {}

  /** The records, each after {@code change} of its bytes. */
  static History history(
      Collection<ConsumerRecord<byte[], byte[]>> records, UnaryOperator<byte[]> change) {
    List<Object> values = new ArrayList<>();
    int unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Topic<?, ?> topic = TOPICS.get(record.topic());
      if (topic == null) {
        unreadable++;
        continue;
      }
      try {
        Object value =
            topic
                .valueSerde()
                .deserializer()
                .deserialize(record.topic(), change.apply(record.value()));
        if (value != null) {
          values.add(value);
        }
      } catch (ContractException e) {
        unreadable++;
      }
    }
    return new History(List.copyOf(values), unreadable);
  }
}
