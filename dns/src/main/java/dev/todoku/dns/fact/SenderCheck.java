package dev.todoku.dns.fact;

/** What receiving servers look up of a sender. */
public enum SenderCheck {
  SPF,
  DKIM,
  DMARC,
  PTR;

  /** How the kinds of its findings begin. */
  String prefix() {
    return name() + '_';
  }
}
