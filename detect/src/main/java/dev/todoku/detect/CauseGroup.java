package dev.todoku.detect;

/** Causes of which one may turn out to be another, as more is seen. */
public enum CauseGroup {
  /** Refusals of a source IP, wherever. */
  SOURCE_IP,
  /** Refusals of a From domain, wherever. */
  FROM_DOMAIN,
  /** What a campaign brings upon itself, or a form that looks like one. */
  CAMPAIGN,
  /** The receiving side. */
  PROVIDER,
  FULL_MAILBOXES,
  AUTHENTICATION,
  OWN_SERVER,
  BOUNCES,
  COMPLAINTS,
  VOLUME,
  LOSS,
  BACKSCATTER,
  /** A filter or relay of the sending side. */
  HOP;

  /** Whether the same at another provider, or at a neighbouring address, is the same incident. */
  public boolean spreads() {
    return this == SOURCE_IP || this == FROM_DOMAIN || this == LOSS;
  }
}
