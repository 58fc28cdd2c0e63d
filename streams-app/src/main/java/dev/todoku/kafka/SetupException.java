package dev.todoku.kafka;

/**
 * Kafka is not as Todoku needs it, or does not answer. The message is one line that says what to
 * do.
 */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SetupException(String message) {
    super(message);
  }

  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
