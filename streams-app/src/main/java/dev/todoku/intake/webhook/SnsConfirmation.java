package dev.todoku.intake.webhook;

import java.io.IOException;
import java.net.URI;

/** Confirms a subscription to a topic, without which Amazon SNS sends nothing. */
@FunctionalInterface
public interface SnsConfirmation {
  /** Asks for {@code url}, whose host has been checked. */
  void confirm(URI url) throws IOException, InterruptedException;
}
