package dev.todoku.detect;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words by which a server asks to come back later. One that says nothing else greylists as a rule,
 * whatever its code.
 */
final class ComeBackWords {
  private static final Pattern NO_WORD = Pattern.compile("[^a-z]+");

  private static final Set<String> ASKING =
      Set.of("again", "later", "retry", "back", "minutes", "seconds", "moment", "moments", "wait");

  private static final Set<String> BESIDE =
      Set.of(
          "a",
          "after",
          "and",
          "be",
          "been",
          "come",
          "command",
          "data",
          "deferred",
          "delayed",
          "end",
          "few",
          "for",
          "has",
          "hour",
          "hours",
          "in",
          "is",
          "it",
          "mail",
          "message",
          "minute",
          "of",
          "please",
          "rcpt",
          "reply",
          "resend",
          "second",
          "send",
          "some",
          "sorry",
          "temporarily",
          "temporary",
          "the",
          "this",
          "time",
          "to",
          "try",
          "will",
          "your");

  private ComeBackWords() {}

  /** Whether a reply has such words and no others. */
  static boolean areAll(String text) {
    boolean asks = false;
    for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
      boolean isAsking = ASKING.contains(word);
      if (!isAsking && !word.isEmpty() && !BESIDE.contains(word)) {
        return false;
      }
      asks |= isAsking;
    }
    return asks;
  }
}
