package dev.todoku.cli.base;

/** A command cannot do what it was asked. The message is one line that says what to do. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
