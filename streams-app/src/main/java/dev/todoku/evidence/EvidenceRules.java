package dev.todoku.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an installation trusts.
 *
 * @param authservIds in lower case: names under which our own receiving servers write
 *     Authentication-Results (RFC 8601)
 * @param trustedMailboxes keys of records in {@code mail.raw.bounces} that only a trusted server
 *     writes; "*" for all
 * @param feedbackSources in lower case: domains that complaints are accepted from, with those
 *     below, and addresses
 * @param tokens makes and checks envelope senders, empty without a secret
 */
public record EvidenceRules(
    Set<String> authservIds,
    Set<String> trustedMailboxes,
    Set<String> feedbackSources,
    Optional<VerpTokens> tokens) {

  /** All mailboxes. */
  public static final String ANY = "*";

  /** Who sends complaints about mail that was delivered, by their documentation and reports. */
  public static final List<String> USUAL_FEEDBACK_SOURCES =
      List.of(
          "hotmail.com",
          "outlook.com",
          "microsoft.com",
          "yahoo.com",
          "yahooinc.com",
          "aol.com",
          "aol.net",
          "yahoo.co.jp",
          "senderscore.net",
          "returnpath.net",
          "validity.com",
          "comcast.net",
          "cox.net",
          "rr.com",
          "rackspace.com",
          "hostedemail.com",
          "synacor.com",
          "fastmail.com",
          "messagingengine.com",
          "italiaonline.net",
          "terra.com",
          "mail.ru",
          "yandex.ru",
          "laposte.net",
          "signal-spam.fr",
          "abusix.com",
          "zoho.com");

  /** Whose address a feedback source keeps for itself: its customers send from its domain, too. */
  private static final Set<String> FEEDBACK_ROLES =
      Set.of(
          "feedback",
          "feedbackloop",
          "feedback-loop",
          "fbl",
          "arf",
          "scomp",
          "staff",
          "complaint",
          "complaints",
          "abuse",
          "postmaster",
          "mailer-daemon",
          "noreply",
          "no-reply");

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

  /** Whether {@code domain} is, or lies below, that of a feedback source; false for null. */
  boolean isFeedbackSource(@Nullable String domain) {
    return domain != null
        && feedbackSources.stream()
            .map(source -> source.substring(source.lastIndexOf('@') + 1))
            .anyMatch(source -> domain.equals(source) || domain.endsWith('.' + source));
  }

  /**
   * Whether {@code author} writes complaints for a feedback source: it is named itself, or is a
   * role of a domain that is; false for null.
   */
  boolean isFeedbackAuthor(@Nullable String author) {
    if (author == null) {
      return false;
    }
    String address = author.toLowerCase(Locale.ROOT);
    int at = address.lastIndexOf('@');
    return feedbackSources.contains(address)
        || (at > 0
            && FEEDBACK_ROLES.contains(address.substring(0, at))
            && isFeedbackSource(address.substring(at + 1)));
  }
}
