package dev.todoku.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an installation trusts.
 *
 * @param authservIds in lower case: names under which our own receiving servers write
 *     Authentication-Results (RFC 8601)
 * @param trustedMailboxes keys of records in {@code mail.raw.bounces} that only a trusted server
 *     writes; "*" for all
 * @param feedbackSources in lower case: domains that complaints are accepted from, with those below
 * @param tokens makes and checks envelope senders, empty without a secret
 */
public record EvidenceRules(
    Set<String> authservIds,
    Set<String> trustedMailboxes,
    Set<String> feedbackSources,
    Optional<VerpTokens> tokens) {

  /** All mailboxes. */
  public static final String ANY = "*";

  /** Who sends complaints about mail that was delivered, as their documentation has it. */
  public static final List<String> USUAL_FEEDBACK_SOURCES =
      List.of(
          "hotmail.com",
          "outlook.com",
          "microsoft.com",
          "yahoo.com",
          "yahooinc.com",
          "aol.com",
          "yahoo.co.jp",
          "senderscore.net",
          "validity.com",
          "comcast.net",
          "fastmail.com",
          "messagingengine.com",
          "mail.ru",
          "yandex.ru",
          "laposte.net",
          "signal-spam.fr",
          "abusix.com",
          "zoho.com");

  /** Nothing is trusted but the usual feedback sources. */
  public static final EvidenceRules DEFAULT =
      new EvidenceRules(Set.of(), Set.of(), Set.copyOf(USUAL_FEEDBACK_SOURCES), Optional.empty());

  public EvidenceRules {
    authservIds = Set.copyOf(authservIds);
    trustedMailboxes = Set.copyOf(trustedMailboxes);
    feedbackSources = Set.copyOf(feedbackSources);
  }

  /**
   * Whether only a trusted server writes to {@code mailbox}.
   *
   * @param mailbox null when unknown
   */
  public boolean trusts(String mailbox) {
    return trustedMailboxes.contains(ANY)
        || (mailbox != null && trustedMailboxes.contains(mailbox));
  }

  /** Whether {@code domain} is, or lies below, a feedback source; false for null. */
  boolean isFeedbackSource(String domain) {
    return domain != null
        && feedbackSources.stream()
            .anyMatch(source -> domain.equals(source) || domain.endsWith('.' + source));
  }
}
