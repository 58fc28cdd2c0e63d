package dev.todoku.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Words by which a reply says that it is about the sending address. */
final class IpWords {
  private static final Predicate<String> WORDS =
      Pattern.compile(
              "\\b(?:client host|ip address|your ip|sending ip|sender ip|source ip|netblock|subnet)\\b")
          .asPredicate();

  private static final Predicate<String> ADDRESS =
      Pattern.compile("\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b").asPredicate();

  /**
   * The words for an address, or one in figures: Gmail writes the client's into each refusal, be
   * the reason the reputation of the domain.
   */
  static final Predicate<String> FOUND =
      text -> WORDS.test(text) || (ADDRESS.test(text) && !DomainWords.BLAMED.test(text));

  private IpWords() {}
}
