package dev.todoku.web;

import java.util.Objects;

/** A request that is not served. The message is one line that says what to do. */
final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal.
   *
   * @param status HTTP status (RFC 9110 section 15)
   */
  RequestRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RequestRefusedException notFound(String what) {
    return new RequestRefusedException(404, what);
  }

  static RequestRefusedException badRequest(String why) {
    return new RequestRefusedException(400, why);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  int status() {
    return status;
  }
}
