package dev.todoku.intake.sender;

/** What a record may state beside the common fields of {@link Reported}. */
public enum ReportedDetail {
  /** Address of the sender that the header From names. */
  FROM,
  /** Envelope sender (RFC 5321 MAIL FROM). */
  ENVELOPE_SENDER,
  SUBJECT,
  CAMPAIGN,
  /** Address from which the sender connected to the remote server. */
  SOURCE_IP,
  /** Name of the remote server. */
  REMOTE_HOST,
  REMOTE_IP,
  /** Number of the attempt, from 1. */
  ATTEMPT,
  /** Id of the message at the sender of the previous or next hop, as the record states it. */
  QUEUED_AS,
  /** Bytes of the message. */
  SIZE,
  /** A machine, not a person, opened or clicked. */
  BY_MACHINE,
  /** Message-ID that the application wrote, where the service puts its own in its place. */
  WRITTEN_MESSAGE_ID,
  /** What the sender writes of it for people, where that is neither reply nor class. */
  EXPLANATION,
  /** How many recipients the record could concern, where it does not say which. */
  CANDIDATES,
  /** Address before aliases and forwarding were expanded, where it is another. */
  ORIGINAL_RECIPIENT,
  /** TCP port of the remote server. */
  REMOTE_PORT,
  /** The sender's part that made the attempt: a transport, a mailer. */
  AGENT,
  /**
   * The sender tried for too long and gave up; the reply is that of an earlier attempt, or none.
   */
  EXPIRED,
  /** Not the SMTP dialogue but a report that came back later says so. */
  OUT_OF_BAND,
  /** Repeats as a notice what a record of an attempt may have reported. */
  REPEATS,
  /** The SMTP command that the reply answered: RCPT TO, end of DATA … */
  COMMAND,
  /** Who deleted the message from the queue, which concerns all who were still being tried. */
  DELETED_BY
}
