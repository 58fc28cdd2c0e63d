package dev.todoku.detect;

import dev.todoku.schema.FailureType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a channel counts as a trial and as a failure, and with which parameters.
 *
 * @param trials figures that add up to trials; they have all failures among them
 * @param failures figures that add up to failures
 */
record Counting(BettingCusum cusum, List<Figure> trials, List<Figure> failures) {
  private static final Map<FailureType, Counting> ALL = new EnumMap<>(FailureType.class);

  static {
    put(
        FailureType.REFUSALS,
        BettingCusum.EXPLICIT,
        List.of(Figure.ATTEMPTS, Figure.UNEXPLAINED),
        List.of(Figure.REFUSALS, Figure.UNEXPLAINED));
    put(
        FailureType.MASKED_REFUSALS,
        BettingCusum.MASKED,
        List.of(Figure.PROVEN),
        List.of(Figure.PROVEN_UNKNOWN));
    put(
        FailureType.RETURNED_MAIL,
        BettingCusum.RETURNED,
        List.of(Figure.ACCEPTED),
        List.of(Figure.RETURNED));
    put(
        FailureType.SYSTEM_FAILURES,
        BettingCusum.OUTAGE,
        List.of(Figure.ATTEMPTS, Figure.OUTAGES),
        List.of(Figure.OUTAGES));
    put(
        FailureType.FULL_MAILBOXES,
        BettingCusum.MAILBOX_FULL,
        List.of(Figure.ATTEMPTS),
        List.of(Figure.MAILBOX_FULL));
    put(
        FailureType.UNKNOWN_RECIPIENTS,
        BettingCusum.UNKNOWN_OF_A_CAMPAIGN,
        List.of(Figure.UNPROVEN),
        List.of(Figure.UNPROVEN_UNKNOWN));
    put(
        FailureType.UNKNOWN_FIRST_CONTACTS,
        BettingCusum.UNKNOWN_ADDRESS,
        List.of(Figure.FIRST_CONTACTS),
        List.of(Figure.FIRST_CONTACTS_UNKNOWN));
    put(
        FailureType.AUTHENTICATION_FAILURES,
        BettingCusum.UNAUTHENTICATED,
        List.of(Figure.ATTEMPTS),
        List.of(Figure.UNAUTHENTICATED));
    put(
        FailureType.OWN_DOMAIN_FAILURES,
        BettingCusum.UNKNOWN_ADDRESS,
        List.of(Figure.OWN_DOMAIN),
        List.of(Figure.OWN_DOMAIN_UNKNOWN));
  }

  private static void put(
      FailureType failureType, BettingCusum cusum, List<Figure> trials, List<Figure> failures) {
    ALL.put(failureType, new Counting(cusum, trials, failures));
  }

  /**
   * What {@code failureType} counts.
   *
   * @throws IllegalArgumentException where it is not for a betting CUSUM
   */
  static Counting of(FailureType failureType) {
    Counting counting = ALL.get(failureType);
    if (counting == null) {
      throw new IllegalArgumentException(failureType + " is not for a betting CUSUM");
    }
    return counting;
  }

  int trials(Figures figures) {
    return sum(figures, trials);
  }

  int failures(Figures figures) {
    return sum(figures, failures);
  }

  private static int sum(Figures figures, List<Figure> some) {
    int sum = 0;
    for (int i = 0; i < some.size(); i++) {
      sum += figures.get(some.get(i));
    }
    return sum;
  }
}
