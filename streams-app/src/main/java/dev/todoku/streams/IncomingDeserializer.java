package dev.todoku.streams;

import dev.todoku.schema.ContractException;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads public JSON without ever failing: what is no value is handed on as such. */
public final class IncomingDeserializer<T> implements Deserializer<Incoming<T>> {
  private final Deserializer<T> form;

  public IncomingDeserializer(Deserializer<T> form) {
    this.form = form;
  }

  @Override
  public Incoming<T> deserialize(String topic, byte[] bytes) {
    Optional<String> objection = InputLimit.objectionTo(bytes);
    if (objection.isPresent()) {
      return new Incoming<>(bytes, null, objection.get());
    }
    if (bytes.length == 0) {
      return new Incoming<>(bytes, null, "the value is empty");
    }
    try {
      T value = form.deserialize(topic, bytes);
      return value == null
          ? new Incoming<>(bytes, null, "the value is null")
          : new Incoming<>(bytes, value, null);
    } catch (ContractException e) {
      return new Incoming<>(bytes, null, e.getMessage());
    }
  }
}
