package dev.todoku.schema;

/** What an incident is. */
public enum Cause {
  /** A provider refuses one source IP. */
  IP_BLOCK,
  /** A provider refuses one From domain, whatever the source IP. */
  DOMAIN_BLOCK,
  /** More of a sender's mail bounces than its reputation can bear. */
  BOUNCE_RATE,
  /** More recipients complain than the providers tolerate. */
  COMPLAINT_RATE
}
