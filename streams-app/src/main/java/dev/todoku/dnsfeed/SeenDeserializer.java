package dev.todoku.dnsfeed;

import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topics;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Values of sends and deliveries, and of raw bounces what they say of signatures; null for what is
 * none, which the pipeline reports.
 */
public final class SeenDeserializer implements Deserializer<Object> {
  @Override
  public @Nullable Object deserialize(String topic, byte[] data) {
    if (topic.equals(Topics.RAW_BOUNCES.name())) {
      return data == null ? null : new Signatures.Returned(Signatures.in(data));
    }
    try {
      return topic.equals(Topics.SENDS.name())
          ? Topics.SENDS.valueSerde().deserializer().deserialize(topic, data)
          : Topics.DELIVERIES.valueSerde().deserializer().deserialize(topic, data);
    } catch (ContractException e) {
      return null;
    }
  }
}
