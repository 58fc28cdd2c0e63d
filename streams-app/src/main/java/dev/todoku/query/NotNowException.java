package dev.todoku.query;

/** The question has an answer, but the instance that knows it is moving or out of reach. */
public final class NotNowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotNowException(String message) {
    super(message);
  }
}
