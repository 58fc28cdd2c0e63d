package dev.todoku.hop;

import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;
import org.jspecify.annotations.Nullable;

/**
 * Why a hop is taken for what it is, in the order in which the rules are tried. The words for a
 * person are in {@code hops_en.properties} and {@code hops_ja.properties}.
 */
public enum HopRule {
  /** The settings say so. */
  SETTING(null),
  /** discard(8), /dev/null, or a filter that answered "discarded". */
  THROWN_AWAY(HopKind.DISCARD),
  /** An operator deleted it from the queue (postsuper -d). */
  DELETED(HopKind.DISCARD),
  /** A milter refused it before it was queued. */
  MILTER_REFUSED(HopKind.OWN),
  /** A filter (rspamd, amavis) logged what it decided. */
  FILTER_LOGGED(HopKind.OWN),
  /** A signer or checker (OpenDKIM, OpenDMARC) logged what it did or found. */
  SIGNER_LOGGED(HopKind.OWN),
  /** "forwarded as Y": local(8) expanded an alias or a .forward file. */
  FORWARDED(HopKind.OWN),
  /** "queued as Y", where Y is in a log that is read, with the same Message-ID. */
  QUEUED_IN_OUR_LOG(HopKind.OWN),
  /** The same message for the same recipient came back into the queue. */
  CAME_BACK(HopKind.OWN),
  /** pipe(8) to a service that is known as a filter. */
  FILTER_SERVICE(HopKind.OWN),
  /** local(8), virtual(8), pipe(8). */
  LOCAL_DELIVERY(HopKind.MAILBOX),
  /** A port on which content filters listen by convention. */
  FILTER_PORT(HopKind.OWN),
  /** pipe(8) or LMTP for a mailbox that a known provider has: what takes it passes it on. */
  MAILBOX_ELSEWHERE(HopKind.OWN),
  /** LMTP (RFC 2033) is spoken to mail stores. */
  LMTP(HopKind.MAILBOX),
  /** A loopback address. */
  LOOPBACK(HopKind.OWN),
  /** A login was tried: nobody logs in at an MX. */
  LOGIN(HopKind.RELAY),
  /** A submission port (RFC 6409, RFC 8314): no MX listens there. */
  SUBMISSION_PORT(HopKind.RELAY),
  /** A name of a sending service. */
  SENDING_SERVICE(HopKind.RELAY),
  /** A host whose log is read. */
  OWN_HOST(HopKind.OWN),
  /** The server's domain is the recipient's. */
  RECIPIENTS_DOMAIN(HopKind.PROVIDER),
  /** A mail server of the provider that runs the recipient's domain. */
  PROVIDERS_MX(HopKind.PROVIDER),
  /** The recipient's provider is known, and this is no server of it. */
  NOT_PROVIDERS_MX(HopKind.RELAY),
  /** Named by an address: MX records name hosts. */
  NAMED_BY_ADDRESS(HopKind.RELAY),
  /** A private address. */
  PRIVATE_ADDRESS(HopKind.RELAY),
  /** The domain whose MX was looked up is not the recipient's. */
  OTHER_NEXT_HOP(HopKind.RELAY),
  /** It also takes mail for providers that have servers of their own. */
  TAKES_MAIL_FOR_OTHERS(HopKind.RELAY),
  /** A mail server of a provider that hosts domains. */
  HOSTING_PROVIDERS_MX(HopKind.PROVIDER),
  /** All mail of the host, to unrelated domains, goes there. */
  ONLY_WAY_OUT(HopKind.RELAY),
  /** A host that is called a relay, in a domain that is not the recipient's. */
  CALLED_RELAY(HopKind.RELAY),
  /** Nothing speaks for another hop. */
  NOTHING_ELSE(HopKind.PROVIDER);

  private final @Nullable HopKind kind;

  HopRule(@Nullable HopKind kind) {
    this.kind = kind;
  }

  /** Whether a hop is a filter by what it logged itself. */
  public static boolean isOfFilterLog(NextHop hop) {
    return FILTER_LOGGED.name().equals(hop.because()) || SIGNER_LOGGED.name().equals(hop.because());
  }

  /** Whether what is known of a hop gives no share of failures: it only fails, or never does. */
  public static boolean isUncounted(NextHop hop) {
    return MILTER_REFUSED.name().equals(hop.because())
        || SIGNER_LOGGED.name().equals(hop.because());
  }

  /** What a hop is by this rule; null where a setting decides. */
  public @Nullable HopKind kind() {
    return kind;
  }
}
