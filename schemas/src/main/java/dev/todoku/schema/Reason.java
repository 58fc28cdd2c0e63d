package dev.todoku.schema;

/**
 * Why a message was not delivered, in the members of the open taxonomy that the Sisimai project
 * made common, spelled as words.
 */
public enum Reason {
  USER_UNKNOWN(Fault.ADDRESS),
  HOST_UNKNOWN(Fault.ADDRESS),
  HAS_MOVED(Fault.ADDRESS),
  SUSPENDED(Fault.MAILBOX),
  MAILBOX_FULL(Fault.MAILBOX),
  FILTERED(Fault.MAILBOX),
  REJECTED(Fault.REPUTATION),
  BLOCKED(Fault.REPUTATION),
  BAD_REPUTATION(Fault.REPUTATION),
  REQUIRE_PTR(Fault.SENDER_SYSTEM),
  AUTH_FAILURE(Fault.AUTHENTICATION),
  POLICY_VIOLATION(Fault.REPUTATION),
  SECURITY_ERROR(Fault.SENDER_SYSTEM),
  SPAM_DETECTED(Fault.CONTENT),
  VIRUS_DETECTED(Fault.CONTENT),
  NO_RELAYING(Fault.SENDER_SYSTEM),
  /** The domain takes no mail: null MX, RFC 7505. */
  NOT_ACCEPT(Fault.ADDRESS),
  NOT_COMPLIANT_RFC(Fault.SENDER_SYSTEM),
  CONTENT_ERROR(Fault.CONTENT),
  FAILED_STARTTLS(Fault.SENDER_SYSTEM),
  RATE_LIMITED(Fault.RATE),
  EMAIL_TOO_LARGE(Fault.CONTENT),
  /** The queue gave up after temporary failures. */
  EXPIRED(Fault.RECEIVER_SYSTEM),
  NETWORK_ERROR(Fault.NETWORK),
  SYSTEM_ERROR(Fault.RECEIVER_SYSTEM),
  SYSTEM_FULL(Fault.RECEIVER_SYSTEM),
  MAILER_ERROR(Fault.RECEIVER_SYSTEM),
  SYNTAX_ERROR(Fault.SENDER_SYSTEM),
  SUPPRESSED(Fault.NONE),
  FEEDBACK(Fault.CONTENT),
  VACATION(Fault.NONE),
  DELIVERED(Fault.NONE),
  ON_HOLD(Fault.UNKNOWN),
  UNDEFINED(Fault.UNKNOWN);

  private final Fault fault;

  Reason(Fault fault) {
    this.fault = fault;
  }

  /** Whose problem this reason is when nothing more is known. */
  public Fault fault() {
    return fault;
  }

  /** Whether this reason says that the address is dead: mail to it will never arrive. */
  public boolean saysAddressIsDead() {
    return this == USER_UNKNOWN || this == HOST_UNKNOWN || this == HAS_MOVED || this == NOT_ACCEPT;
  }
}
