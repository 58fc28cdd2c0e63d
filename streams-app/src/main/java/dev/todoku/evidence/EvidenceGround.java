package dev.todoku.evidence;

import dev.todoku.schema.EvidenceGrade;

/** What makes a report proven or plausible, or that nothing does. */
public enum EvidenceGround {
  /**
   * A trusted program wrote the event: a log's intake, an application, a mail service's webhook.
   */
  TRUSTED_PROGRAM(EvidenceGrade.PROVEN),
  /** Only a trusted server writes to the mailbox. */
  TRUSTED_MAILBOX(EvidenceGrade.PROVEN),
  /** Our own server wrote it. */
  OWN_SERVER(EvidenceGrade.PROVEN),
  /** It has a token that only we can make, for that recipient and message. */
  TOKEN(EvidenceGrade.PROVEN),
  /** Our own server authenticated the mail system of the provider that accepted the message. */
  AUTHENTICATED(EvidenceGrade.PROVEN),
  /** It names a Message-ID or envelope id of a single recipient that nobody guesses. */
  UNGUESSABLE_NAME(EvidenceGrade.PROVEN),
  /** It names the message, and a server of the provider that accepted it handed it over. */
  FROM_PROVIDER(EvidenceGrade.PLAUSIBLE),
  /** It names the message, and a server of a feedback source handed it over. */
  FROM_FEEDBACK_SOURCE(EvidenceGrade.PLAUSIBLE),
  /** A complaint that comes from none of the feedback sources. */
  NO_FEEDBACK_SOURCE(EvidenceGrade.UNPROVEN),
  /** It names the message by what can be guessed or is shared, and comes from anywhere. */
  FROM_ANYWHERE(EvidenceGrade.UNPROVEN),
  /** It names no message. */
  NAMES_NO_MESSAGE(EvidenceGrade.UNPROVEN);

  private final EvidenceGrade grade;

  EvidenceGround(EvidenceGrade grade) {
    this.grade = grade;
  }

  /** How well it proves. */
  public EvidenceGrade grade() {
    return grade;
  }
}
