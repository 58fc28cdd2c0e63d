package dev.todoku.schema;

/** Longest texts that a record carries, in UTF-16 units ({@link String#length()}). */
public final class Limits {
  /** Local part 64, "@", domain 255 (RFC 5321 section 4.5.3.1). */
  public static final int ADDRESS = 320;

  /** A line of a header field without its end (RFC 5322 section 2.1.1). */
  public static final int MESSAGE_ID = 998;

  /** A domain name (RFC 5321 section 4.5.3.1.2). */
  public static final int DOMAIN = 255;

  /** Names, tokens and identifiers that an application gives. */
  public static final int NAME = 512;

  /** Reply texts are cut to this length where they are read, never refused. */
  public static final int REPLY = 1_000;

  /** Subjects are cut to this length where they are read, never refused. */
  public static final int SUBJECT = 998;

  /** An enhanced status code (RFC 3463), with room for what servers invent. */
  public static final int STATUS = 16;

  /** A text for a person. */
  public static final int TEXT = 4_000;

  /** An address on the web. */
  public static final int URL = 2_000;

  private Limits() {}
}
