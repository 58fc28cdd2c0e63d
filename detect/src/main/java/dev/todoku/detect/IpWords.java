package dev.todoku.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Words by which a reply says that it is about the sending address. */
final class IpWords {
  /** An IPv4 address in brackets or not, or the words for one. */
  static final Predicate<String> FOUND =
      Pattern.compile(
              "\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b"
                  + "|\\b(?:client host|ip address|your ip|sending ip|sender ip|source ip|netblock|subnet)\\b")
          .asPredicate();

  private IpWords() {}
}
