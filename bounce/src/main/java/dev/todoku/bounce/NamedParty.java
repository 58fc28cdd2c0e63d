package dev.todoku.bounce;

import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Address;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose addresses and domains a server's reply names. What a server has against the sender it may
 * say as late as at RCPT (RFC 5321 section 3.3), in the words that it has for recipients: {@code
 * b@sender.example does not exist}.
 */
enum NamedParty {
  /** No address, and no domain of which it is clear that the reply speaks of it. */
  NOBODY,
  /** A domain that is neither the sender's nor the recipient's. */
  STRANGER,
  /** The sender's domain, or a host in it. */
  SENDER_DOMAIN,
  /** The recipient's domain, or a host in it. */
  RECIPIENT_DOMAIN,
  /** The sender, or another address of the sender's domain. */
  SENDER,
  /** The recipient. */
  RECIPIENT;

  /** What follows these is the client that the server speaks to, whatever it speaks of. */
  private static final Set<String> BEFORE_CLIENT =
      Set.of("from", "by", "via", "client", "connecting");

  private static final String BEFORE_DOMAIN = "domain";

  private static final String PUNCTUATION = ".-_+=";

  /** Whether the reply speaks of somebody else than the recipient. */
  boolean isAnother() {
    return this == STRANGER || this == SENDER_DOMAIN || this == SENDER;
  }

  /**
   * Whom {@code text} names: of several the last of this list.
   *
   * @param text NOBODY is named by what is no server's reply: a report in prose may begin with whom
   *     it is sent to
   * @param recipient NOBODY is named where it is null
   * @param sender envelope sender, null when unknown
   * @param host the server that replied, which may name itself; null when unknown
   */
  static NamedParty in(
      String text, @Nullable String recipient, @Nullable String sender, @Nullable String host) {
    int from = ReplyText.serverSaid(text);
    if (from < 0 || recipient == null) {
      return NOBODY;
    }
    Exchange exchange = Exchange.between(recipient, sender, host);
    NamedParty named = NOBODY;
    String before = "";
    int brackets = 0;
    while (from < text.length()) {
      char c = text.charAt(from);
      int end = nameEnd(text, from);
      if (end > from) {
        String name = Address.DEFAULT.normal(withoutPunctuation(text.substring(from, end)));
        if (!isOfWeb(text, from, end)) {
          NamedParty party = exchange.party(name, before, brackets > 0 || isAt(text, end, '['));
          named = party.compareTo(named) > 0 ? party : named;
        }
        before = name;
        from = end;
      } else {
        brackets += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        from++;
      }
    }
    return named;
  }

  /** Index after the word, address or domain that begins at {@code from}. */
  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end))
            || text.charAt(end) == '@'
            || PUNCTUATION.indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private static String withoutPunctuation(String name) {
    int end = name.length();
    while (end > 0 && PUNCTUATION.indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isOfWeb(String text, int from, int end) {
    return isAt(text, from - 1, '/') || isAt(text, end, '/');
  }

  private static boolean isAt(String text, int at, char c) {
    return at >= 0 && at < text.length() && text.charAt(at) == c;
  }

  /**
   * Who talks of whom, in normal form; what is not known is empty.
   *
   * @param recipientsOrganisation the domain that a company registered
   */
  private record Exchange(
      String recipient,
      String recipientsOrganisation,
      String sender,
      String sendersOrganisation,
      String hostsOrganisation) {

    static Exchange between(String recipient, @Nullable String sender, @Nullable String host) {
      String from = sender == null ? "" : sender;
      return new Exchange(
          Address.DEFAULT.normal(recipient),
          organisation(Address.domainOf(recipient)),
          Address.DEFAULT.normal(from),
          organisation(Address.domainOf(from)),
          host == null ? "" : organisation(Address.normalDomain(host)));
    }

    private static String organisation(String domain) {
      return ServerOwners.load().organisation(domain);
    }

    /**
     * Whose {@code name} is.
     *
     * @param before the word before it
     * @param isRemark whether it stands within brackets, or an address of the network behind it
     */
    NamedParty party(String name, String before, boolean isRemark) {
      if (name.equals(recipient)) {
        return RECIPIENT;
      }
      boolean isAddress = name.indexOf('@') > 0;
      String domain = isAddress ? Address.domainOf(name) : name;
      if (!isAddress && !isDomain(domain)) {
        return NOBODY;
      }
      String organisation = organisation(domain);
      if (isAddress && name.equals(sender)) {
        return SENDER;
      }
      if (isAddress && isLocalPartOf(name, recipient)) {
        // An alias, or a server that rewrites the domain of whom it takes mail for.
        return RECIPIENT;
      }
      if (organisation.equals(recipientsOrganisation)) {
        return RECIPIENT_DOMAIN;
      }
      if (organisation.equals(sendersOrganisation)) {
        // A server of the sender's own company knows its users.
        boolean isOfServer = organisation.equals(hostsOrganisation);
        boolean isBeside = isOfServer || (!isAddress && isClient(before, isRemark));
        return isBeside ? NOBODY : isAddress ? SENDER : SENDER_DOMAIN;
      }
      boolean isSubject = !isAddress && before.equals(BEFORE_DOMAIN) && !isRemark;
      return isSubject && !organisation.equals(hostsOrganisation) ? STRANGER : NOBODY;
    }

    private static boolean isLocalPartOf(String address, String other) {
      return address.regionMatches(0, other, 0, other.lastIndexOf('@') + 1);
    }

    private static boolean isClient(String before, boolean isRemark) {
      return isRemark || BEFORE_CLIENT.contains(before);
    }

    /** Whether {@code name} has several labels, and a top-level domain of letters. */
    private static boolean isDomain(String name) {
      int dot = name.lastIndexOf('.');
      return dot > 0
          && name.length() - dot > 2
          && name.substring(dot + 1).chars().allMatch(Character::isLetter);
    }
  }
}
