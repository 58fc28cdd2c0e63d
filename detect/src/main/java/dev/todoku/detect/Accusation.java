package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Words by which a refusal says that it is of whoever sends. Refusals for other reasons and those
 * that give none are more frequent by far, so that a few of these in a row are worth as much as
 * many others.
 */
final class Accusation {
  private static final Predicate<String> OF_THE_SENDER =
      Pattern.compile("\\byour (?:host|server|network|mta|ip)\\b|\\breputation\\b").asPredicate();

  /** Nobody but the operator of a blocklist says so, and of one address alone. */
  private static final int OF_A_LIST = 2;

  /** The address is on it, and nobody who asks that list takes mail from there. */
  private static final int OF_A_LISTED_IP = 3;

  private Accusation() {}

  /** What the latest refusals of a minute weigh; one that accuses weighs one. */
  static int weight(List<Evidence.Sample> refusals) {
    return refusals.stream().mapToInt(Accusation::weight).sum();
  }

  private static int weight(Evidence.Sample sample) {
    if (sample.reply() == null || sample.reply().text() == null) {
      return 0;
    }
    String text = sample.reply().text().toLowerCase(Locale.ROOT);
    if (BlockLists.isNamedIn(sample)) {
      return IpWords.FOUND.test(text) ? OF_A_LISTED_IP : OF_A_LIST;
    }
    boolean accuses =
        IpWords.FOUND.test(text) || DomainWords.FOUND.test(text) || OF_THE_SENDER.test(text);
    return accuses && !RateWords.FOUND.test(text) ? 1 : 0;
  }
}
