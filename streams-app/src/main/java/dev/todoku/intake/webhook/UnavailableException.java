package dev.todoku.intake.webhook;

import java.util.Objects;

/** It cannot be decided now whether a request is genuine; it is to be sent again. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
