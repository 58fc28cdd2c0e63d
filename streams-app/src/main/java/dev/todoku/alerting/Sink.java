package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import java.io.IOException;

/** Somewhere people look. */
public interface Sink {

  /** How it is called in the log; never a secret. */
  String name();

  /** Whether it wants to hear of this revision. */
  boolean wants(Alert alert);

  /**
   * Hands an alert on. What comes twice must do no harm.
   *
   * @throws IOException when it was not taken; the message holds no secret
   */
  void send(Alert alert) throws IOException, InterruptedException;
}
