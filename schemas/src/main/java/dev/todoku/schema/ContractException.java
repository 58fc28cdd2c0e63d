package dev.todoku.schema;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Bytes that are not what their topic promises. The message names the field, in one line. */
public final class ContractException extends SerializationException {
  private static final long serialVersionUID = 1L;

  public ContractException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
