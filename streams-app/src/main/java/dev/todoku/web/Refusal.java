package dev.todoku.web;

/** A request that is not served. The message is one line that says what to do. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal.
   *
   * @param status HTTP status (RFC 9110 section 15)
   */
  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal notFound(String what) {
    return new Refusal(404, what);
  }

  static Refusal badRequest(String why) {
    return new Refusal(400, why);
  }

  int status() {
    return status;
  }
}
