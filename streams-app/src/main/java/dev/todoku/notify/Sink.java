package dev.todoku.notify;

import java.io.IOException;

/** Somewhere people look. Used by one thread. */
public interface Sink {

  /**
   * Hands a notification on. What comes twice has the same identity.
   *
   * @throws IOException when it was not taken; the message holds no secret
   */
  void send(Notification notification) throws IOException, InterruptedException;
}
