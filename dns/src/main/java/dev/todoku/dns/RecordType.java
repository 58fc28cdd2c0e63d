package dev.todoku.dns;

/** The types of records that Todoku asks for. */
public enum RecordType {
  /** An IPv4 address. */
  A(1),
  /** An alias (RFC 1034 section 3.6.2). */
  CNAME(5),
  /** A name for an address (RFC 1035 section 3.5). */
  PTR(12),
  /** A mail server: preference, a space, its name. */
  MX(15),
  /** Text; the strings of one record are put together. */
  TXT(16),
  /** An IPv6 address (RFC 3596). */
  AAAA(28);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** Its number in the protocol (IANA, DNS parameters). */
  int code() {
    return code;
  }
}
