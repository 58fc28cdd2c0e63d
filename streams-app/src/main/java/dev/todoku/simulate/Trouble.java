package dev.todoku.simulate;

import dev.todoku.schema.Cause;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may happen to the mail to one provider, and what it is to be called. */
public enum Trouble {
  /** Nothing; campaigns come and go with failure rates of their own. */
  CLEAN,
  /** One source IP is refused with 5.7.1. */
  REFUSED(Cause.IP_BLOCK),
  /** One source IP is refused with 421, and again on retry. */
  DEFERRED(Cause.IP_BLOCK),
  /** One source IP is refused with 5.7.1, more and more within four hours, up to the fraction. */
  RAMP(Cause.IP_BLOCK),
  /** Recipients of one source IP are called unknown. */
  MASKED(Cause.IP_BLOCK),
  /** Mail of one source IP is accepted and comes back. */
  RETURNED(Cause.IP_BLOCK),
  /** One source IP is refused with the name of a DNS blocklist. */
  LISTED(Cause.DNS_LIST),
  /** One From domain is refused with 5.7.1, whatever the source IP. */
  DOMAIN_REFUSED(Cause.DOMAIN_BLOCK),
  /** Two source IPs of one network are refused. */
  NETWORK_REFUSED(Cause.IP_BLOCK),
  /** A campaign goes to many addresses that do not exist. */
  BAD_LIST(Cause.LIST_QUALITY),
  /** Many mailboxes are full. */
  FULL_MAILBOXES(Cause.MAILBOX_FULL_WAVE),
  /** The provider's systems fail for now: 4.3.2, 4.4.2, time-outs. */
  SYSTEM_OUTAGE(Cause.PROVIDER_OUTAGE),
  /** The provider calls everybody unknown. */
  DIRECTORY_OUTAGE(Cause.PROVIDER_OUTAGE),
  /** Failures of all kinds grow to three times the habit within ten days. */
  DRIFT,
  /** Invented addresses are entered into a form. */
  FORM_ABUSE(Cause.FORM_ABUSE),
  /** A campaign to recipients who took mail within 90 days, part of whom have left. */
  STALE_LIST(Cause.LIST_QUALITY),
  /** One campaign is refused for what it contains. */
  BAD_CONTENT(Cause.CONTENT_BLOCK),
  /** Ten times the usual volume, half of which is deferred and passes on retry. */
  RATE_LIMITED(Cause.RATE_LIMITING),
  /** One reply in twenty is misread as a refusal. */
  MISREAD,
  /** A source IP without history begins to send. */
  NEW_ADDRESS,
  /** Ten times the usual volume. */
  MORE_VOLUME,
  /** A tenth of the usual volume. */
  LESS_VOLUME;

  private static final Set<Cause> BLOCKS =
      EnumSet.of(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK, Cause.DNS_LIST);

  private final @Nullable Cause cause;

  Trouble() {
    this(null);
  }

  Trouble(@Nullable Cause cause) {
    this.cause = cause;
  }

  /** What it is to be called, null when it is nothing to report. */
  public @Nullable Cause cause() {
    return cause;
  }

  /** Whether a provider blocks the sender. */
  public boolean isBlock() {
    return isBlock(cause);
  }

  /** Whether {@code cause} says that a provider blocks the sender; null does not. */
  public static boolean isBlock(@Nullable Cause cause) {
    return cause != null && BLOCKS.contains(cause);
  }
}
