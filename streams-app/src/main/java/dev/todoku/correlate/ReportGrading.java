package dev.todoku.correlate;

import dev.todoku.evidence.ReportGrader;
import dev.todoku.evidence.ReportedMessage;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;

/** Grades a report by mail against the message that it was matched to. */
final class ReportGrading {
  private final ReportGrader grader;
  private final MailboxProviders providers;
  private final Address address;

  ReportGrading(ReportGrader grader, MailboxProviders providers, Address address) {
    this.grader = grader;
    this.providers = providers;
    this.address = address;
  }

  /**
   * Grades a bounce message or a complaint.
   *
   * @param known what is known of the message that it was matched to
   */
  GradedReport of(MailEvent report, MessageState known) {
    return report instanceof Bounce bounce
        ? ofBounce(bounce, known)
        : ofComplaint((Complaint) report, known);
  }

  private GradedReport ofBounce(Bounce bounce, MessageState known) {
    ReportedMessage message = reported(bounce, known);
    EvidenceGrade alone = grader.of(bounce, message, false).grade();
    EvidenceGrade shared = grader.of(bounce, message, true).grade();
    boolean namesAnother =
        !address.normal(bounce.recipient()).equals(address.normal(known.recipient()));
    MessageState facts =
        EventState.ofReport(
            bounce,
            known.recipient(),
            namesAnother ? bounce.recipient() : null,
            matchedBy(bounce),
            alone,
            shared);
    return new GradedReport(facts, alone, shared);
  }

  private GradedReport ofComplaint(Complaint complaint, MessageState known) {
    ReportedMessage message = reported(complaint, known);
    EvidenceGrade alone = grader.of(complaint, message, false).grade();
    EvidenceGrade shared = grader.of(complaint, message, true).grade();
    return new GradedReport(
        EventState.ofReport(complaint, known.recipient(), alone, shared), alone, shared);
  }

  /** How a bounce message was matched: by its Message-ID, unless another identity was needed. */
  static MatchedBy matchedBy(Bounce bounce) {
    return bounce.matchedBy() == null ? MatchedBy.MESSAGE_ID : bounce.matchedBy();
  }

  /** The report as one of the message to {@code recipient}, whatever address it names. */
  static MailEvent matched(MailEvent report, String recipient) {
    return report instanceof Bounce bounce
        ? bounce.toBuilder().originalRecipient(recipient).matchedBy(matchedBy(bounce)).build()
        : ((Complaint) report).of(recipient);
  }

  private ReportedMessage reported(MailEvent report, MessageState known) {
    String recipient = address.normal(known.recipient());
    return new ReportedMessage(
        report.messageId(), recipient, providers.of(recipient, known), known.envelopeId());
  }
}
