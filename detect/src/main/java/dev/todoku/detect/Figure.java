package dev.todoku.detect;

/**
 * What is counted of the mail between a sender and a provider. A message is one trial per recipient
 * and hour, or retries would multiply the evidence; the caller sees to that.
 */
public enum Figure {
  /** Trials of the provider's policy; without failures of systems and the network. */
  ATTEMPTS,
  /** Attempts refused by policy: 5.7.x, 4.7.x, 421; authentication apart. */
  REFUSALS,
  /** Refusals for now. */
  TEMPORARY_REFUSALS,
  /** Messages accepted that had been refused for now, by policy or by a fault of the server. */
  CLEARED_REFUSALS,
  /** Attempts to recipients who have proved to exist, that passed policy. */
  PROVEN,
  /** Of these, those called unknown, or said to filter what they took before. */
  PROVEN_UNKNOWN,
  /** Attempts to recipients who have not proved to exist, that passed policy. */
  UNPROVEN,
  /** Of these, those called unknown. */
  UNPROVEN_UNKNOWN,
  /** Attempts to recipients of whom nothing had been known. */
  FIRST_CONTACTS,
  /** Of these, those called unknown, or without a mail domain. */
  FIRST_CONTACTS_UNKNOWN,
  /** Failures of the receiving system or of the way to it. */
  OUTAGES,
  /** Attempts that found the mailbox full. */
  MAILBOX_FULL,
  /** Attempts that failed authentication. */
  UNAUTHENTICATED,
  /** Messages that the provider accepted. */
  ACCEPTED,
  /** Bounce messages for accepted mail that may mean a block. */
  RETURNED,
  /** Attempts to recipients of the sender's own domain. */
  OWN_DOMAIN,
  /** Of these, those called unknown. */
  OWN_DOMAIN_UNKNOWN,
  /** Complaints of recipients. */
  COMPLAINTS,
  /** Attempts to recipients who have not proved to exist, refused for good without saying why. */
  UNEXPLAINED,
  /** Attempts refused for good because authentication failed. */
  UNAUTHENTICATED_FOR_GOOD
}
