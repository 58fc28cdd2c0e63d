package dev.todoku.evidence;

import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.ReportSource;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much a report proves, from where it came from and what it names of the message that
 * it was matched to. docs/evidence.md has the same as a table.
 */
public final class ReportGrader {
  /** Local parts that providers keep for their mail systems. */
  private static final Set<String> MAIL_SYSTEMS =
      Set.of("mailer-daemon", "postmaster", "mail-daemon", "maildaemon");

  private final EvidenceRules rules;
  private final ProviderNames providers;
  private final ServerOwners owners;

  /**
   * A grader of an installation.
   *
   * @param providers names providers by the domains that everybody knows
   * @param owners names providers by their servers
   */
  public ReportGrader(EvidenceRules rules, ProviderNames providers, ServerOwners owners) {
    this.rules = rules;
    this.providers = providers;
    this.owners = owners;
  }

  /** With the names of servers that ship with Todoku. */
  public static ReportGrader load(EvidenceRules rules, ProviderNames providers) {
    return new ReportGrader(rules, providers, ServerOwners.load());
  }

  /**
   * What a bounce message rests on.
   *
   * @param shared whether the message has other recipients, who know its Message-ID too
   */
  public EvidenceGround of(Bounce bounce, ReportedMessage message, boolean shared) {
    ReportSource source = bounce.source();
    if (bounce.kind() != Bounce.Kind.OUT_OF_BAND || source == null) {
      return EvidenceGround.TRUSTED_PROGRAM;
    }
    if (source.trusted()) {
      return EvidenceGround.TRUSTED_MAILBOX;
    }
    if (source.ownServer() && isMailSystem(source.author())) {
      return EvidenceGround.OWN_SERVER;
    }
    if (hasToken(message, bounce.envelopeId(), bounce.envelopeFrom(), source.deliveredTo())) {
      return EvidenceGround.TOKEN;
    }
    if (isAuthenticated(source, message)) {
      return EvidenceGround.AUTHENTICATED;
    }
    boolean namesMessage = namesMessage(bounce, message);
    boolean namesEnvelope = namesEnvelope(bounce, message);
    if (!shared
        && ((namesMessage && GuessableName.isUnguessable(message.messageId()))
            || (namesEnvelope && GuessableName.isUnguessable(message.envelopeId())))) {
      return EvidenceGround.UNGUESSABLE_NAME;
    }
    if (!namesMessage && !namesEnvelope && bounce.matchedBy() != MatchedBy.QUEUE_ID) {
      return EvidenceGround.NAMES_NO_MESSAGE;
    }
    return isOf(handedOverBy(source, bounce.reportingHost()), message)
        ? EvidenceGround.FROM_PROVIDER
        : EvidenceGround.FROM_ANYWHERE;
  }

  /**
   * What a complaint rests on, which always names its message.
   *
   * @param shared whether the message has other recipients, who know its Message-ID too
   */
  public EvidenceGround of(Complaint complaint, ReportedMessage message, boolean shared) {
    ReportSource source = complaint.source();
    if (source == null) {
      return EvidenceGround.TRUSTED_PROGRAM;
    }
    if (source.trusted()) {
      return EvidenceGround.TRUSTED_MAILBOX;
    }
    if (!rules.isFeedbackAuthor(source.author())) {
      return EvidenceGround.NO_FEEDBACK_SOURCE;
    }
    String author = domainOf(source.author());
    if (source.authenticated().stream().anyMatch(domain -> areAligned(domain, author))) {
      return EvidenceGround.AUTHENTICATED;
    }
    if (!rules.isFeedbackSource(source.handedOverBy())) {
      return EvidenceGround.NO_FEEDBACK_SOURCE;
    }
    if (hasToken(message, source.deliveredTo())) {
      return EvidenceGround.TOKEN;
    }
    return !shared && GuessableName.isUnguessable(message.messageId())
        ? EvidenceGround.UNGUESSABLE_NAME
        : EvidenceGround.FROM_FEEDBACK_SOURCE;
  }

  /**
   * Whether a mail in the name of {@code author} is proven to be of that address, where it asks for
   * what concerns nobody else: it came to a trusted mailbox, or to an address that we made for that
   * recipient and message, or our receiving server authenticated the author's domain.
   *
   * @param messageId of the message that it is about, in normal form
   */
  public boolean proves(ReportSource source, String author, String messageId) {
    boolean hasToken =
        rules
            .tokens()
            .filter(tokens -> tokens.checks(source.deliveredTo(), author, messageId))
            .isPresent();
    return source.trusted()
        || hasToken
        || source.authenticated().stream().anyMatch(domain -> areAligned(domain, domainOf(author)));
  }

  private boolean hasToken(ReportedMessage message, @Nullable String... addresses) {
    return rules
        .tokens()
        .filter(
            tokens ->
                Stream.of(addresses)
                    .anyMatch(
                        address ->
                            tokens.checks(address, message.recipient(), message.messageId())))
        .isPresent();
  }

  /** What was found by another identity, or by the recipient alone, was not named. */
  private static boolean namesMessage(Bounce bounce, ReportedMessage message) {
    return (bounce.matchedBy() == null || bounce.matchedBy() == MatchedBy.MESSAGE_ID)
        && message.messageId().equals(bounce.messageId());
  }

  private static boolean namesEnvelope(Bounce bounce, ReportedMessage message) {
    return message.envelopeId() != null && message.envelopeId().equals(bounce.envelopeId());
  }

  /**
   * The provider's customers send with its signature, too, but none as its mail system: the author
   * must be that, in the domain that was authenticated.
   */
  private boolean isAuthenticated(ReportSource source, ReportedMessage message) {
    String author = domainOf(source.author());
    return isMailSystem(source.author())
        && source.authenticated().stream()
            .anyMatch(domain -> areAligned(domain, author) && isOf(domain, message));
  }

  private static boolean isMailSystem(@Nullable String author) {
    return author != null
        && MAIL_SYSTEMS.contains(
            author.substring(0, Math.max(0, author.lastIndexOf('@'))).toLowerCase(Locale.ROOT));
  }

  /** What the report says of its author is believed only where no other server handed it over. */
  private static @Nullable String handedOverBy(
      ReportSource source, @Nullable String reportingHost) {
    boolean isTraced = source.handedOverBy() != null || source.handedOverIp() != null;
    return isTraced ? source.handedOverBy() : reportingHost;
  }

  /** Whether {@code host} belongs to the provider that accepted the message; false for null. */
  private boolean isOf(@Nullable String host, ReportedMessage message) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    String known = providers.of(name);
    String provider = known.equals(name) ? owners.of(name) : known;
    String organisation = owners.organisation(name);
    return provider.equals(message.provider())
        || organisation.equals(owners.organisation(message.provider()))
        || organisation.equals(owners.organisation(Address.domainOf(message.recipient())));
  }

  /** As DMARC's relaxed alignment has it, RFC 7489 section 3.1. */
  private boolean areAligned(String a, String b) {
    return !b.isEmpty() && owners.organisation(a).equals(owners.organisation(b));
  }

  private static String domainOf(@Nullable String address) {
    return address == null ? "" : Address.domainOf(address);
  }
}
