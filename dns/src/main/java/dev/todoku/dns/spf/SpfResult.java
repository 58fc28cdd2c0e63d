package dev.todoku.dns.spf;

import java.util.Locale;

/** Results of a check (RFC 7208 section 2.6). */
public enum SpfResult {
  NONE,
  NEUTRAL,
  PASS,
  FAIL,
  SOFTFAIL,
  TEMPERROR,
  PERMERROR;

  /** As header fields and reports spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
