package dev.todoku.mailindex;

import dev.todoku.schema.RecipientHealth;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did about an address.
 *
 * @param recipient in normal form
 * @param time when, event time
 * @param change what
 * @param note who and why, null when nobody said
 */
public record AddressChange(
    String recipient, long time, RecipientHealth.Change change, @Nullable String note) {

  /** Whether a record comes of what somebody did. */
  static boolean isOfPerson(RecipientHealth health) {
    return switch (health.change()) {
      case RESET, VOUCHED, ADDRESS_CHANGED -> true;
      case SUPPRESSED -> health.note() != null;
      case COUNTED, RECOVERED, RELEASED -> false;
    };
  }
}
