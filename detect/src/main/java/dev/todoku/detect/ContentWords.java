package dev.todoku.detect;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Words by which a reply says that it is about what a message contains. */
final class ContentWords {
  private static final String BAD =
      "(?:spam|unsolicited|unwanted|junk|virus|malware|phish\\w*|suspicious|malicious|harmful)";

  private static final Predicate<String> NAMED =
      Pattern.compile(
              "\\bcontents?\\b"
                  + "|\\b(?:this|the|your) (?:message|mail|e-?mail)\\b[^.;]{0,60}\\b"
                  + BAD
                  + "|\\bmessage\\b[^.;]{0,30}\\b(?:as|is|like|contains|considered|by) (?:an? )?"
                  + BAD
                  + "|\\b"
                  + BAD
                  + "\\W+(?:message|mail|content|detected|found|url|link|attachment)"
                  + "|\\b(?:urls?|links?|attachments?|message body)\\b[^.;]{0,60}"
                  + "\\b(?:blocked|rejected|refused|listed|reputation|not allowed|not accepted)"
                  + "|\\b(?:classified|identified|detected) as "
                  + BAD
                  + "|\u672c\u6587|\u5185\u5bb9")
          .asPredicate();

  /** What speaks of whoever sends. */
  private static final Predicate<String> OF_WHOEVER_SENDS =
      Pattern.compile("\\b(?:(?:this|your) (?:host|server|network|mta|system|ip)|connections?)\\b")
          .asPredicate();

  /** A reply in lower case, neither about an address nor about a domain. */
  static final Predicate<String> FOUND =
      text ->
          NAMED.test(text)
              && !OF_WHOEVER_SENDS.test(text)
              && !IpWords.FOUND.test(text)
              && !DomainWords.FOUND.test(text);

  private ContentWords() {}
}
