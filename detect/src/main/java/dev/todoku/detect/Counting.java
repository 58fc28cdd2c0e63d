package dev.todoku.detect;

import dev.todoku.schema.FailureType;

/**
 * What a channel counts as a trial and as a failure, and with which parameters.
 *
 * @param failuresAreExtra whether failures are no trials themselves and count as further ones
 */
record Counting(BettingCusum cusum, Figure trials, Figure failures, boolean failuresAreExtra) {

  /** What {@code channel} counts. */
  static Counting of(FailureType failureType) {
    return switch (failureType) {
      case REFUSALS -> new Counting(BettingCusum.EXPLICIT, Figure.ATTEMPTS, Figure.REFUSALS, false);
      case MASKED_REFUSALS ->
          new Counting(BettingCusum.MASKED, Figure.PROVEN, Figure.PROVEN_UNKNOWN, false);
      case RETURNED_MAIL ->
          new Counting(BettingCusum.RETURNED, Figure.ACCEPTED, Figure.RETURNED, false);
      case SYSTEM_FAILURES ->
          new Counting(BettingCusum.OUTAGE, Figure.ATTEMPTS, Figure.OUTAGES, true);
      case FULL_MAILBOXES ->
          new Counting(BettingCusum.MAILBOX_FULL, Figure.ATTEMPTS, Figure.MAILBOX_FULL, false);
      case UNKNOWN_RECIPIENTS ->
          new Counting(
              BettingCusum.UNKNOWN_ADDRESS, Figure.UNPROVEN, Figure.UNPROVEN_UNKNOWN, false);
      case UNKNOWN_FIRST_CONTACTS ->
          new Counting(
              BettingCusum.UNKNOWN_ADDRESS,
              Figure.FIRST_CONTACTS,
              Figure.FIRST_CONTACTS_UNKNOWN,
              false);
      case AUTHENTICATION_FAILURES ->
          new Counting(
              BettingCusum.UNAUTHENTICATED, Figure.ATTEMPTS, Figure.UNAUTHENTICATED, false);
      case OWN_DOMAIN_FAILURES ->
          new Counting(
              BettingCusum.UNKNOWN_ADDRESS, Figure.OWN_DOMAIN, Figure.OWN_DOMAIN_UNKNOWN, false);
      case DAILY_RATE, VOLUME, UNATTEMPTED_SENDS, UNMATCHED_BOUNCES, LISTINGS ->
          throw new IllegalArgumentException(failureType + " is not for a betting CUSUM");
    };
  }

  int trials(Figures figures) {
    return figures.get(trials) + (failuresAreExtra ? figures.get(failures) : 0);
  }

  int failures(Figures figures) {
    return figures.get(failures);
  }
}
