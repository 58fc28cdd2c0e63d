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

  /** Gmail writes the client's address into each refusal of a message, whatever the reason. */
  private static final Pattern BEFORE_ANY_REASON =
      Pattern.compile(
          "\\[[0-9a-f.:]+\\s*\\d*\\]\\s+(?:gmail|our system) has detected that this message\\b");

  /** The words for an address, or one in figures that the domain is not blamed beside. */
  static final Predicate<String> FOUND =
      text ->
          WORDS.test(text)
              || (ADDRESS.test(BEFORE_ANY_REASON.matcher(text).replaceAll(""))
                  && !DomainWords.BLAMED.test(text));

  private IpWords() {}
}
