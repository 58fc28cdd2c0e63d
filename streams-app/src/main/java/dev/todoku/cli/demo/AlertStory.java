package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;

/**
 * An incident as told so far.
 *
 * @param opened its first alert
 * @param latest its last one
 */
record AlertStory(Alert opened, Alert latest) {

  AlertStory next(Alert alert) {
    return new AlertStory(opened, alert.revision() >= latest.revision() ? alert : latest);
  }

  boolean isOpen() {
    return latest.state() != Alert.State.RESOLVED;
  }

  /** Whether a provider refuses a sender, other than a threshold that is crossed. */
  boolean isBlock() {
    return opened.cause() == Cause.IP_BLOCK || opened.cause() == Cause.DOMAIN_BLOCK;
  }

  boolean concerns(String provider) {
    return provider.equals(opened.scope().provider());
  }
}
