package dev.todoku.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Words by which a reply says that it is too much at a time. "Too many messages" is not among them:
 * what is refused so again and again is a block as often.
 */
final class RateWords {
  /** In a reply in lower case. */
  static final Predicate<String> FOUND =
      Pattern.compile(
              "unusual rate|unexpected volume|rate[ -]limit|4\\.7\\.28|throttl|too fast|slow down"
                  + "|too many (?:concurrent |simultaneous |smtp )?(?:connections|sessions)"
                  + "|max(?:imum)?(?: number of)?(?: concurrent| simultaneous)? connections"
                  + "|trop de connexions|zu viele verbindungen"
                  + "|too much mail|connection (?:rate|limit)|exceeded the (?:rate|limit)"
                  + "|\u9001\u4fe1\u901a\u6570|\u6d41\u91cf|\u540c\u6642\u63a5\u7d9a")
          .asPredicate();

  private RateWords() {}
}
