package dev.todoku.intake.sender.json;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reply code and enhanced status in a reply as services hand it on: {@code smtp;550 5.1.1 …},
 * {@code sent (250 2.0.0 OK …)}, {@code RecipientError: 550 5.5.0 …}.
 */
final class WebhookReplyCodes {
  /** At the beginning, behind a word and a colon, or in front of an enhanced status. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:^\\s*|[:;(]\\s?)([2-5]\\d\\d)(?=[ -]|$)"
              + "|(?<![\\d.])([245]\\d\\d)[ -]#?(?=[245]\\.\\d{1,3}\\.\\d{1,3})");

  private static final Pattern STATUS =
      Pattern.compile("(?<![\\d.])([245]\\.[0-7]\\.\\d{1,3})(?![\\d.]*\\d)");

  /** Replies are longer than what matters of them. */
  private static final int HEAD = 2_000;

  private WebhookReplyCodes() {}

  static Optional<Integer> code(String reply) {
    Matcher found = CODE.matcher(head(reply));
    if (!found.find()) {
      return Optional.empty();
    }
    String digits = found.group(1) == null ? found.group(2) : found.group(1);
    return Optional.of(Integer.valueOf(digits));
  }

  static Optional<String> status(String reply) {
    Matcher found = STATUS.matcher(head(reply));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String head(String reply) {
    return reply.length() <= HEAD ? reply : reply.substring(0, HEAD);
  }
}
