package dev.todoku.intake.sender;

/** What a record of a sender reports about one recipient. */
public enum ReportedKind {
  /** The sender took the message from its client. */
  SENT("sent"),
  /** The remote side accepted the message. */
  DELIVERED("delivered"),
  /** An attempt failed for now; the sender tries again. */
  DEFERRED("deferred"),
  /** The sender gave the message up or it was refused for good. */
  BOUNCED("bounced"),
  COMPLAINED("complained"),
  OPENED("opened"),
  CLICKED("clicked"),
  UNSUBSCRIBED("unsubscribed"),
  /**
   * The sender never handed the message to the remote side: suppression list, template, its own
   * policy. Says nothing new about the mailbox and nothing about the provider.
   */
  DROPPED("dropped"),
  /** A record that is known and reports no event: a confirmation, incoming mail, a repetition. */
  NONE("none");

  private final String label;

  ReportedKind(String label) {
    this.label = label;
  }

  /** The word for this kind in JSON and in docs. */
  public String label() {
    return label;
  }
}
