package dev.todoku.schema;

/** What kind of failure a signal counts. */
public enum FailureType {
  /** Refusals for policy, among attempts. */
  REFUSALS,
  /** "User unknown" for recipients who had proved to exist, among attempts to such. */
  MASKED_REFUSALS,
  /** Bounce messages for mail that had been accepted, against those that would be due. */
  RETURNED_MAIL,
  /** Failures of the receiving system or of the way to it, among attempts. */
  SYSTEM_FAILURES,
  /** Full mailboxes, among attempts. */
  FULL_MAILBOXES,
  /** Unknown recipients, among those who had not proved to exist. */
  UNKNOWN_RECIPIENTS,
  /** Unknown recipients, among those of whom nothing had been known. */
  UNKNOWN_FIRST_CONTACTS,
  /** Failures of authentication, among attempts. */
  AUTHENTICATION_FAILURES,
  /** "User unknown" in the sender's own domain, among attempts to it. */
  OWN_DOMAIN_FAILURES,
  /** Bounces, or complaints, among the messages of a day. */
  DAILY_RATE,
  /** Messages of an hour, against the busiest hours before. */
  VOLUME,
  /** Sends without an attempt for ten minutes, among sends. */
  UNATTEMPTED_SENDS,
  /** Bounce messages that match no send, among bounce messages. */
  UNMATCHED_BOUNCES,
  /** Blocklists that have the sender; no mail is counted. */
  LISTINGS
}
