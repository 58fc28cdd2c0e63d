package dev.todoku.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Genuine bounce messages of Postfix and Exim. */
final class Samples {
  static final List<String> NAMES =
      List.of(
          "postfix-delayed-busy-1-4.0.0",
          "postfix-delayed-down-1-4.4.1",
          "postfix-delayed-full-1-4.2.2",
          "postfix-delayed-greylist-1-4.7.1",
          "postfix-delayed-multi-1-4.2.2",
          "postfix-failed-busy-1-4.0.0",
          "postfix-failed-down-1-4.4.1",
          "postfix-failed-full-1-4.2.2",
          "postfix-failed-greylist-1-4.7.1",
          "postfix-failed-multi-1-4.2.2",
          "postfix-failed-multi-1-5.1.1",
          "postfix-failed-spam-1-5.7.1",
          "postfix-failed-unknown-1-5.1.1",
          "postfix-relayed-relayed-1-2.0.0",
          "exim4-delayed-down-4.0.0",
          "exim4-delayed-down-4.0.0-2",
          "exim4-delayed-down-4.0.0-3",
          "exim4-delayed-full-4.0.0",
          "exim4-delayed-full-4.0.0-2",
          "exim4-delayed-full-4.0.0-3",
          "exim4-delayed-full-4.0.0-4",
          "exim4-failed-down-5.0.0",
          "exim4-failed-full-5.0.0",
          "exim4-failed-spam-5.0.0",
          "exim4-failed-unknown-5.0.0");

  /** An hour after the last of them. */
  static final long RECEIVED_AT = Instant.parse("2026-11-21T22:00:00Z").toEpochMilli();

  private Samples() {}

  static byte[] read(String name) {
    String folder =
        name.startsWith("postfix") ? "/dev/todoku/samples/bounces/" : "/samples/bounces/";
    try (InputStream in = Samples.class.getResourceAsStream(folder + name + ".eml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
