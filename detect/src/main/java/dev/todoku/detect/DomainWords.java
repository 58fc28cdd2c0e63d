package dev.todoku.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Words by which a reply says that it is about the domain of the sender. */
final class DomainWords {
  private static final String BLAME =
      "\\bdomain (?:is )?(?:blocked|blacklisted|blocklisted|banned)\\b"
          + "|\\bdomain reputation\\b"
          + "|\\breputation of (?:the |your )?(?:sending |sender )?domain\\b";

  static final Predicate<String> FOUND =
      Pattern.compile(
              "\\b(?:sender|sending|from|your|originating)[ -]domain\\b"
                  + "|\\b(?:mail|messages) from this domain\\b"
                  + "|\\bdomain of (?:the )?sender\\b|"
                  + BLAME)
          .asPredicate();

  /** The domain is the reason, whatever else the reply names. */
  static final Predicate<String> BLAMED = Pattern.compile(BLAME).asPredicate();

  private DomainWords() {}
}
