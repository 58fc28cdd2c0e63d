package dev.todoku.feed;

import dev.todoku.schema.ContractException;
import dev.todoku.schema.Topics;
import org.apache.kafka.common.serialization.Deserializer;

/** Values of sends and deliveries; null for what is none, which the pipeline reports. */
public final class SeenDeserializer implements Deserializer<Object> {
  @Override
  public Object deserialize(String topic, byte[] data) {
    try {
      return topic.equals(Topics.SENDS.name())
          ? Topics.SENDS.valueSerde().deserializer().deserialize(topic, data)
          : Topics.DELIVERIES.valueSerde().deserializer().deserialize(topic, data);
    } catch (ContractException e) {
      return null;
    }
  }
}
