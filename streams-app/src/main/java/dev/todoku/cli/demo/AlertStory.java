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
    return latest.state().isOpen();
  }

  /** Whether a provider refuses a sender. */
  boolean isBlock() {
    return opened.cause() == Cause.IP_BLOCK || opened.cause() == Cause.DOMAIN_BLOCK;
  }

  /** Whether it is a threshold that the day's own bounces, of the block too, or complaints pass. */
  boolean isThreshold() {
    return opened.cause() == Cause.BOUNCE_RATE || opened.cause() == Cause.COMPLAINT_RATE;
  }

  boolean concerns(String provider) {
    return provider.equals(opened.scope().provider());
  }
}
