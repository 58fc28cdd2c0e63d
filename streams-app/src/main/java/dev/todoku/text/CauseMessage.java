package dev.todoku.text;

/** What an error that wraps another one says for a person: what the wrapped one says. */
public final class CauseMessage {
  private CauseMessage() {}

  /** The message of the cause; of the error itself where it has none. */
  public static String of(Throwable error) {
    Throwable cause = error.getCause();
    return String.valueOf((cause == null ? error : cause).getMessage());
  }
}
