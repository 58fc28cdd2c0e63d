package dev.todoku.schema;

/** What an incident is. */
public enum Cause {
  /** A provider refuses one source IP, or a block of them. */
  IP_BLOCK,
  /** A provider refuses one From domain, whatever the source IP. */
  DOMAIN_BLOCK,
  /** More of a sender's mail bounces than its reputation can bear. */
  BOUNCE_RATE,
  /** More recipients complain than the providers tolerate. */
  COMPLAINT_RATE,
  /** A source IP stands on a DNS blocklist: several providers refuse it, or one names the list. */
  DNS_LIST,
  /** A provider refuses some mail, one campaign as a rule, for what it contains. */
  CONTENT_BLOCK,
  /** A campaign goes to many addresses that do not exist. */
  LIST_QUALITY,
  /** Invented addresses are entered into a form, whose automatic mail goes to strangers. */
  FORM_ABUSE,
  /** A provider fails by itself, or calls everybody unknown, whoever sends. */
  PROVIDER_OUTAGE,
  /** A provider takes the mail more slowly than it is sent. */
  RATE_LIMITING,
  /** Many mailboxes of a provider are full. */
  MAILBOX_FULL_WAVE,
  /** Mail of a From domain fails SPF, DKIM, DMARC or reverse DNS. */
  AUTHENTICATION,
  /** The sending server believes that it hosts the sender's own domain. */
  LOCAL_MISCONFIGURATION,
  /** Mail disappears: it is not attempted, or accepted and dropped. */
  SILENT_LOSS,
  /** Far more mail goes to a provider than it is used to. */
  VOLUME_SURGE,
  /** Bounce messages come for mail that was never sent. */
  BACKSCATTER,
  /** A content filter or signer of one's own does not take mail, or answers with errors. */
  FILTER_DOWN,
  /** A content filter of one's own refuses mail for good, or for policy. */
  FILTER_REFUSES,
  /** A relay (smarthost, sending service) cannot be reached, or answers with errors. */
  RELAY_DOWN,
  /** A relay refuses what is sent over it: login, permission, limits. */
  RELAY_REFUSES,
  /** The name of a relay does not resolve. */
  RELAY_UNRESOLVABLE,
  /**
   * No server of several providers is reached at the same time: names, network or TLS of the
   * sending side. Of a signal, which is about one provider: no server of it is reached.
   */
  OUTBOUND_DOWN;

  /**
   * Whether it takes several providers to see it: what is seen at one is a part of it, and may be
   * something else.
   */
  public boolean takesSeveralProviders() {
    return this == OUTBOUND_DOWN;
  }
}
